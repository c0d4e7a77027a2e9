import type { Claimed } from '@shiplap/db/claimed'
import { expect, test } from 'vitest'
import { type AbortCause, Aborted, HeldJob } from './held-job.ts'

const claimed: Claimed = ['(0,1)', 7, 'mail.send', 1, 2, 3, 5, false, { to: 'ada' }]
const hold = (report = async (_job: HeldJob, _share: number) => {}) => new HeldJob(claimed, 99, 1_000, report)

test('a held job is what was claimed, under the token of its claim', () => {
  expect(hold()).toMatchObject({
    at: '(0,1)',
    id: 7,
    kind: 'mail.send',
    priority: 1,
    version: 2,
    attempt: 3,
    maxAttempts: 5,
    isKeyed: false,
    payload: { to: 'ada' },
    token: 99,
    takenMs: 1_000,
    startedMs: 0,
    aborted: undefined,
  })
})

test('an abort reaches who listens already and who looks only later, with its cause in words', () => {
  const words: Readonly<Record<AbortCause, string>> = {
    'time limit': 'the time limit was reached',
    cancelled: 'the job was cancelled',
    lost: 'another worker has the job now',
    shutdown: 'the worker is shutting down',
  }
  for (const [cause, message] of Object.entries(words) as [AbortCause, string][]) {
    const [early, late] = [hold(), hold()]
    const { signal } = early
    expect(signal.aborted).toBe(false)
    for (const job of [early, late]) job.abort(cause)
    for (const each of [signal, early.signal, late.signal]) {
      expect(each.aborted).toBe(true)
      expect(each.reason).toBeInstanceOf(Aborted)
      expect(each.reason).toMatchObject({ name: 'Aborted', cause, message })
    }
  }
})

test('the first cause of an abort is the one that counts', () => {
  const job = hold()
  job.abort('cancelled')
  job.abort('shutdown')
  expect(job.aborted).toBe('cancelled')
  expect(job.signal.reason).toMatchObject({ cause: 'cancelled' })
})

test('a job has one signal, whoever asks for it', () => {
  const job = hold()
  expect(job.signal).toBe(job.signal)
})

test('progress can be taken out of the job, and still tells of that job', async () => {
  const told: unknown[] = []
  const job = hold(async (whose, share) => {
    told.push([whose, share])
  })
  const { progress } = job
  await progress(0.5)
  expect(told).toEqual([[job, 0.5]])
})
