import * as boards from '@shiplap/db/queries/boards'
import { claimEffect, contactOf } from '@shiplap/db/queries/job-effects'
import * as notices from '@shiplap/db/queries/notices'
import * as verdicts from '@shiplap/db/queries/verdicts'
import { formatDuration } from '@shiplap/domain/duration'
import { enqueue } from '@shiplap/jobs/enqueue'
import type { TransactionalHandler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'
import { noticesTopic } from '@shiplap/redis/topic-names'
import type { Tools } from './tools.ts'

/** Tells a runner, once a verdict, what was decided: a notice here, and a mail where they left an address. */
export function submissionDecided({
  feed,
  origin,
}: Pick<Tools, 'feed' | 'origin'>): TransactionalHandler<Payload<'submission.decided'>> {
  return {
    async inTransaction(tx, { kind, payload: { verdictId } }) {
      const verdict = await verdicts.withRun(tx, { id: verdictId })
      if (verdict === undefined || !(await claimEffect(tx, { kind, key: verdictId }))) return
      const { runnerId, runId, boardId, challenge, category, reason, state, timeMs } = verdict
      const standings = state === 'APPROVED' ? await boards.standingsOfRun(tx, { boardId, runId }) : []
      const official = standings.find(({ lens, obsolete }) => lens.startsWith('official') && !obsolete)
      const facts = { runId, submissionId: verdict.submissionId, challenge, category, reason, timeMs, state }
      const body = { ...facts, verdict: verdict.kind, rank: official?.rank ?? null }
      const notice = { kind: 'submission.decided', body } as const
      await notices.insert(tx, { accountId: runnerId, cause: `verdict:${verdictId}`, notice })
      const tell = () => feed.announce(noticesTopic(runnerId), { kind: 'notices' })
      const contact = await contactOf(tx, { accountId: runnerId })
      // The first of two approvals changes nothing for the runner yet.
      if (contact?.email == null || (verdict.kind === 'approve' && state !== 'APPROVED')) return tell
      await enqueue(tx, 'mail', {
        to: contact.email,
        subject: `${challenge}: ${words[verdict.kind]}`,
        text: [
          `Hello ${contact.username},`,
          `your run of ${challenge} (${category}) in ${formatDuration(timeMs)}: ${words[verdict.kind]}.`,
          ...(reason.trim() === '' ? [] : [`The verifier wrote:\n${reason.trim()}`]),
          ...(official === undefined ? [] : [`It stands at number ${official.rank}.`]),
          `${origin}/runs/${runId}`,
          '',
        ].join('\n\n'),
      })
      return tell
    },
  }
}

const words = {
  approve: 'approved',
  reject: 'rejected',
  unverify: 'back in review',
  retime: 'given another time',
} as const
