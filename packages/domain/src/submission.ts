import { hasRole, type Role } from './account.ts'
import type { RefusalReason } from './refusal.ts'

export const submissionStates = ['PENDING', 'APPROVED', 'REJECTED'] as const
export type SubmissionState = (typeof submissionStates)[number]

export const claimLeaseMs = 30 * 60_000
export const leastReason = 10
export const mostReason = 2_000
/** The first one and three more. */
export const mostRevisions = 4

/** What the rules of reviewing look at. Instants are milliseconds of the database clock. */
export type Submission = {
  readonly state: SubmissionState
  readonly revision: number
  readonly runnerId: string
  readonly claimedBy: string | null
  readonly claimedUntil: number | null
  /** Who approved in this round. */
  readonly approvedBy: readonly string[]
  /** How many verdicts there ever were, of any round. */
  readonly verdicts: number
}

export const reviewActs = ['claim', 'release', 'approve', 'reject', 'retime', 'unverify'] as const
export type ReviewAct = (typeof reviewActs)[number]
export type RunnerAct = 'withdraw' | 'resubmit'

type Reviewer = { readonly id: string; readonly role: Role }

/** Why this person cannot review so now, or null. Nobody reviews their own run, whatever their role. */
export function whyNotReview(
  submission: Submission,
  { act, reviewer, at }: { readonly act: ReviewAct; readonly reviewer: Reviewer; readonly at: number },
): RefusalReason | null {
  if (submission.runnerId === reviewer.id) return 'submission.own'
  if (!hasRole(reviewer, act === 'unverify' ? 'moderator' : 'verifier')) return 'account.forbidden'
  if (act === 'unverify') return submission.state === 'APPROVED' ? null : 'submission.not-approved'
  if (submission.state !== 'PENDING') return 'submission.not-pending'
  const holder = claimHolder(submission, at)
  if (act === 'claim') {
    if (submission.approvedBy.includes(reviewer.id)) return 'submission.already-decided'
    return holder === null || holder === reviewer.id ? null : 'submission.claimed'
  }
  return holder === reviewer.id ? null : holder === null ? 'submission.not-claimed' : 'submission.claimed'
}

/** Why the runner cannot do this with their submission now, or null. */
export function whyNotChange(
  submission: Submission,
  { act, accountId, at }: { readonly act: RunnerAct; readonly accountId: string; readonly at: number },
): RefusalReason | null {
  if (submission.runnerId !== accountId) return 'submission.not-found'
  if (act === 'resubmit') {
    if (submission.state !== 'REJECTED') return 'submission.not-rejected'
    return submission.revision < mostRevisions ? null : 'submission.no-revision-left'
  }
  if (submission.state !== 'PENDING') return 'submission.not-pending'
  // What was judged once stays on record, and its revisions stay counted.
  if (submission.verdicts > 0) return 'submission.reviewed'
  return claimHolder(submission, at) === null ? null : 'submission.claimed'
}

/** Who holds it now. A lease that ran out holds nothing, whether or not somebody has cleared it away. */
export function claimHolder({ claimedBy, claimedUntil }: Submission, at: number): string | null {
  return claimedUntil !== null && at < claimedUntil ? claimedBy : null
}

/**
 * How many verifiers have to approve. Whoever takes the top of a board, or ties with it, takes it from somebody: that needs two.
 * The first run of an empty board takes nothing from anybody, and a community of two must be able to begin.
 */
export function approvalsNeeded({
  timeMs,
  bestMs,
}: {
  readonly timeMs: number
  readonly bestMs: number | null
}): 1 | 2 {
  return bestMs !== null && timeMs <= bestMs ? 2 : 1
}

/** A reason says something: ten characters that are not white space around it. */
export function isReason(text: string): boolean {
  const length = text.trim().length
  return length >= leastReason && length <= mostReason
}
