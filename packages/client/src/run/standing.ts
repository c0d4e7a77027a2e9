import type { Run } from '@shiplap/domain/run'

/** True while a run is on the clock, be it paused. */
export function isMoving(run: Pick<Run, 'state'>): boolean {
  return run.state === 'running' || run.state === 'paused'
}
