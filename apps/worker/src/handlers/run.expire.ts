import * as runEvents from '@shiplap/db/queries/run-events'
import * as runs from '@shiplap/db/queries/runs'
import { armedLifeMs, isOverdue, replay } from '@shiplap/domain/run'
import type { Handler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'
import { liveRunsTopic, runTopic } from '@shiplap/redis/topic-names'
import { missed } from '@shiplap/redis/topics'
import type { Tools } from './tools.ts'

/** Removes an armed run that nobody started, and ends a live one past its longest time. What is not due is left alone. */
export function runExpire({ db, feed }: Pick<Tools, 'db' | 'feed'>): Handler<Payload<'run.expire'>> {
  return async ({ payload: { runId } }) => {
    if (await runs.removeArmed(db, { runId, olderThanMs: armedLifeMs })) return
    const row = await runs.byId(db, { runId })
    if (row === undefined) return
    const { seq, ...run } = replay(row.events, row)
    if (isOverdue({ seq, ...run }, row.now, row)) {
      const event = {
        runId,
        seq,
        kind: 'expired',
        state: 'expired',
        position: null,
        clientMs: null,
        key: null,
      } as const
      // Its runner did something in this very moment; the next try looks again.
      if ((await runEvents.record(db, event)) === undefined)
        throw new Error(`run ${runId} moved while it expired`)
    }
    // Also when a try before this one had expired it and died before telling.
    for (const topic of [runTopic(runId), liveRunsTopic]) feed.announce(topic, missed)
  }
}
