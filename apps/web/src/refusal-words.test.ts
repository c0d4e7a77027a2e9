import { type RefusalReason, refusals } from '@shiplap/domain/refusal'
import { expect, test } from 'vitest'
import { accountWords } from './account/account-words.ts'
import { chatWords } from './chat/chat-words.ts'
import { commonWords, tellIn } from './refusal-words.ts'
import { runWords } from './run/run-words.ts'

/** Refusals that only a program meets, or that a page answers with something better than words. */
const forPrograms: readonly RefusalReason[] = [
  'request.foreign-origin',
  'request.method',
  'request.unknown-path',
  'request.content-type',
  'request.key-reused',
  'request.at-work',
  'account.cookies-need-http',
  'token.invalid',
  'token.reused',
  'device.vendor-uuid-missing',
  'job.not-found',
  'job.duplicate',
  'job.mail-not-found',
]

test('every refusal that a person can meet has words', () => {
  const told = new Set(Object.keys({ ...commonWords, ...accountWords, ...chatWords, ...runWords }))
  const reasons = Object.keys(refusals) as RefusalReason[]
  expect(reasons.filter((reason) => !told.has(reason) && !forPrograms.includes(reason))).toEqual([])
  expect(forPrograms.filter((reason) => told.has(reason))).toEqual([])
})

test('a noun may say what is common in its own way, and no reason means that nobody answered', () => {
  const tell = tellIn({ 'limit.reached': ({ points }) => `Not more than ${points}.` })
  expect(tell('limit.reached', { points: 5 })).toBe('Not more than 5.')
  expect(tell('service.unavailable')).toBe(commonWords['service.unavailable'])
  expect(tell(null)).toMatch(/could not be reached/)
})
