import type { ListedSubmission } from '@shiplap/db/queries/submission-lists'
import type * as submissions from '@shiplap/db/queries/submissions'
import { approvalsNeeded } from '@shiplap/domain/submission'

type RevisionRow = Awaited<ReturnType<typeof submissions.revisions>>[number]

export function presentRevision({ createdAt, ...row }: RevisionRow) {
  return { ...row, createdAt: createdAt.toISOString() }
}

export function presentVerdict<Row extends { readonly at: Date }>({ at, ...row }: Row) {
  return { ...row, at: at.toISOString() }
}

export function presentListed(row: ListedSubmission) {
  const { bestMs, claimedBy, claimedByName, claimedUntil, ...listed } = row
  return {
    ...listed,
    submittedAt: row.submittedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    isRecord: row.state === 'PENDING' && (bestMs === null || row.timeMs < bestMs),
    approvalsNeeded: approvalsNeeded({ timeMs: row.timeMs, bestMs }),
    claim:
      claimedBy === null || claimedUntil === null
        ? null
        : { byId: claimedBy, by: claimedByName, until: claimedUntil.toISOString() },
  }
}
