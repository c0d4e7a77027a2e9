import { expect, test } from 'vitest'
import { z } from 'zod'
import { backoffMs } from './backoff.ts'
import { Hopeless } from './handler.ts'
import { Aborted } from './held-job.ts'
import { defineKind } from './kind.ts'
import { done, handedBack, judge, judgeLost } from './verdict.ts'

const kind = defineKind({ payload: z.strictObject({}), backoffMs: 1_000 })
const judged = (error: unknown, more: Partial<Parameters<typeof judge>[1]> = {}) =>
  judge(error, { kind, attempt: 1, maxAttempts: 3, luck: 0, ...more })

test('a failed attempt is tried again after a while, and is dead after the last', () => {
  expect(judged(new Error('no'))).toEqual({
    outcome: 'again',
    waitMs: 500,
    error: { message: 'Error: no', fingerprint: 'Error: no' },
  })
  expect(judged(new Error('no'), { attempt: 2 })).toMatchObject({ outcome: 'again', waitMs: 1_000 })
  for (const attempt of [3, 4])
    expect(judged(new Error('no'), { attempt })).toMatchObject({ outcome: 'dead', waitMs: 0 })
})

test('what cannot be helped is dead at once, a cancelled job is cancelled, and one that we interrupt costs no attempt', () => {
  expect(judged(new Hopeless('never'))).toMatchObject({
    outcome: 'dead',
    error: { message: 'Hopeless: never' },
  })
  expect(judged(new Aborted('cancelled'))).toMatchObject({
    outcome: 'cancelled',
    error: { message: 'Aborted: the job was cancelled' },
  })
  expect(judged(new Aborted('shutdown'), { attempt: 3 })).toEqual(handedBack)
  expect(handedBack).toEqual({ outcome: 'back', error: null, waitMs: 0 })
  expect(done).toEqual({ outcome: 'done', error: null, waitMs: 0 })
  expect(judged(new Aborted('time limit'))).toMatchObject({
    outcome: 'again',
    error: { message: 'Aborted: the time limit was reached' },
  })
  expect(judged(new Aborted('lost'), { attempt: 3 })).toMatchObject({
    outcome: 'dead',
    error: { message: 'Aborted: another worker has the job now' },
  })
})

test('what is kept of an error can be stored, whatever was thrown', () => {
  expect(judged('a\0b\ud800').error?.message).toBe('ab\ufffd')
  expect(judged(new Error('x'.repeat(9_000))).error?.message).toHaveLength(4_000)
  expect(judged(null).error?.message).toBe('null')
})

test('the first loss of a worker costs no time, further ones part the job from its neighbours, the last is its end', () => {
  const lost = (attempt: number) => judgeLost({ attempt, maxAttempts: 4, luck: 0 })
  const error = { message: 'its worker was lost', fingerprint: 'its worker was lost' }
  expect(lost(1)).toEqual({ outcome: 'anew', error, waitMs: 0 })
  expect(lost(2)).toEqual({ outcome: 'again', error, waitMs: 250 })
  expect(lost(3)).toEqual({ outcome: 'again', error, waitMs: 500 })
  for (const attempt of [4, 5]) expect(lost(attempt)).toEqual({ outcome: 'dead', error, waitMs: 0 })
})

test('pauses double up to an hour, and luck spreads them over their second half', () => {
  expect([1, 2, 3, 12, 50].map((attempt) => backoffMs({ attempt, firstMs: 1_000, luck: 0 }))).toEqual([
    500, 1_000, 2_000, 1_024_000, 1_800_000,
  ])
  expect(backoffMs({ attempt: 1, firstMs: 1_000, luck: 1 })).toBe(1_000)
  expect(backoffMs({ attempt: 1, firstMs: 1_001, luck: 0.5 })).toBe(751)
})
