import { describe, expect, test } from 'vitest'
import {
  approvalsNeeded,
  claimHolder,
  isReason,
  reviewActs,
  type Submission,
  whyNotChange,
  whyNotReview,
} from './submission.ts'

const pending: Submission = {
  state: 'PENDING',
  revision: 1,
  runnerId: 'runner',
  claimedBy: null,
  claimedUntil: null,
  approvedBy: [],
  verdicts: 0,
}
const claimed: Submission = { ...pending, claimedBy: 'vera', claimedUntil: 1_000 }
const vera = { id: 'vera', role: 'verifier' } as const
const victor = { id: 'victor', role: 'verifier' } as const

describe('reviewing', () => {
  test('is never of one’s own run, whatever the act and the role', () => {
    for (const act of reviewActs)
      for (const submission of [pending, claimed, { ...pending, state: 'APPROVED' } as const])
        expect(whyNotReview(submission, { act, reviewer: { id: 'runner', role: 'admin' }, at: 0 })).toBe(
          'submission.own',
        )
  })

  test('is for verifiers, and taking an approval back for moderators', () => {
    expect(whyNotReview(pending, { act: 'claim', reviewer: { id: 'x', role: 'member' }, at: 0 })).toBe(
      'account.forbidden',
    )
    const approved: Submission = { ...pending, state: 'APPROVED' }
    expect(whyNotReview(approved, { act: 'unverify', reviewer: vera, at: 0 })).toBe('account.forbidden')
    expect(
      whyNotReview(approved, { act: 'unverify', reviewer: { id: 'x', role: 'moderator' }, at: 0 }),
    ).toBeNull()
    expect(whyNotReview(pending, { act: 'unverify', reviewer: { id: 'x', role: 'moderator' }, at: 0 })).toBe(
      'submission.not-approved',
    )
  })

  test('is for whoever holds the claim, while it lasts', () => {
    expect(whyNotReview(pending, { act: 'approve', reviewer: vera, at: 0 })).toBe('submission.not-claimed')
    expect(whyNotReview(claimed, { act: 'approve', reviewer: vera, at: 999 })).toBeNull()
    expect(whyNotReview(claimed, { act: 'reject', reviewer: victor, at: 999 })).toBe('submission.claimed')
    expect(whyNotReview(claimed, { act: 'claim', reviewer: victor, at: 999 })).toBe('submission.claimed')
    expect(whyNotReview(claimed, { act: 'claim', reviewer: victor, at: 1_000 })).toBeNull()
    expect(claimHolder(claimed, 1_000)).toBeNull()
  })

  test('counts a verifier once a round', () => {
    expect(whyNotReview({ ...pending, approvedBy: ['vera'] }, { act: 'claim', reviewer: vera, at: 0 })).toBe(
      'submission.already-decided',
    )
  })

  test('of a record takes two, of the first run of a board one', () => {
    expect(approvalsNeeded({ timeMs: 10, bestMs: 11 })).toBe(2)
    expect(approvalsNeeded({ timeMs: 11, bestMs: 11 })).toBe(2)
    expect(approvalsNeeded({ timeMs: 12, bestMs: 11 })).toBe(1)
    expect(approvalsNeeded({ timeMs: 12, bestMs: null })).toBe(1)
  })

  test('needs a reason that says something', () => {
    expect(isReason('  too short ')).toBe(false)
    expect(isReason('the video ends early')).toBe(true)
    expect(isReason('x'.repeat(2_001))).toBe(false)
  })
})

describe('a runner', () => {
  const change = (submission: Submission, act: 'withdraw' | 'resubmit', accountId = 'runner') =>
    whyNotChange(submission, { act, accountId, at: 500 })

  test('withdraws what nobody has looked at', () => {
    expect(change(pending, 'withdraw')).toBeNull()
    expect(change(claimed, 'withdraw')).toBe('submission.claimed')
    expect(change({ ...pending, verdicts: 1 }, 'withdraw')).toBe('submission.reviewed')
    expect(change(pending, 'withdraw', 'stranger')).toBe('submission.not-found')
  })

  test('sends a rejected one again, three times at most', () => {
    expect(change(pending, 'resubmit')).toBe('submission.not-rejected')
    expect(change({ ...pending, state: 'REJECTED', revision: 3 }, 'resubmit')).toBeNull()
    expect(change({ ...pending, state: 'REJECTED', revision: 4 }, 'resubmit')).toBe(
      'submission.no-revision-left',
    )
  })
})
