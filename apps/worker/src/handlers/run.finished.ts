import * as boards from '@shiplap/db/queries/boards'
import { claimEffect } from '@shiplap/db/queries/job-effects'
import * as notices from '@shiplap/db/queries/notices'
import * as runs from '@shiplap/db/queries/runs'
import type { TransactionalHandler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'
import { noticesTopic } from '@shiplap/redis/topic-names'
import type { Tools } from './tools.ts'

/** Tells a runner, once a finish, where the run stands before anybody reviewed it. An undone finish tells nothing. */
export function runFinished({ feed }: Pick<Tools, 'feed'>): TransactionalHandler<Payload<'run.finished'>> {
  return {
    async inTransaction(tx, { kind, payload: { runId, seq } }) {
      const row = await runs.byId(tx, { runId })
      if (row?.state !== 'finished' || row.events.at(-1)?.seq !== seq) return
      if (!(await claimEffect(tx, { kind, key: `${runId}:${seq}` }))) return
      const standings = await boards.standingsOfRun(tx, { ...row, runId })
      const provisional = standings.find(({ lens }) => lens.startsWith('provisional'))
      const best = provisional?.obsolete === false ? provisional : undefined
      await notices.insert(tx, {
        accountId: row.accountId,
        cause: `${kind}:${runId}:${seq}`,
        notice: {
          kind: 'run.finished',
          body: {
            runId,
            challenge: row.challengeTitle,
            category: row.categoryTitle,
            timeMs: row.timeMs ?? 0,
            isBest: best !== undefined,
            provisionalRank: best?.rank ?? null,
          },
        },
      })
      return () => feed.announce(noticesTopic(row.accountId), { kind: 'notices' })
    },
  }
}
