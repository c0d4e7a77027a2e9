import type { RunRow } from '@shiplap/db/queries/runs'
import type { Context } from '../context.ts'
import { presentRun } from './present.ts'

/** Where the news of one run are told. */
export const runTopic = (runId: string) => `run:${runId}`
/** Where the news of all live runs are told. */
export const liveRunsTopic = 'runs'

/** Tells those who watch how the run stands now. The whole run goes along, so that nobody has to ask for it. */
export function announceRun({ feed }: Pick<Context, 'feed'>, row: RunRow): void {
  const run = presentRun(row)
  feed.announce(runTopic(run.id), { kind: 'run', run })
  if (run.state !== 'armed') feed.announce(liveRunsTopic, { kind: 'run', run })
}
