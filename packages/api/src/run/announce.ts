import type { RunRow } from '@shiplap/db/queries/runs'
import { liveRunsTopic, runTopic } from '@shiplap/redis/topic-names'
import type { Context } from '../context.ts'
import { presentRun } from './present.ts'

/** Tells those who watch how the run stands now. The whole run goes along, so that nobody has to ask for it. */
export function announceRun({ feed }: Pick<Context, 'feed'>, row: RunRow): void {
  const run = presentRun(row)
  feed.announce(runTopic(run.id), { kind: 'run', run })
  if (run.state !== 'armed') feed.announce(liveRunsTopic, { kind: 'run', run })
}
