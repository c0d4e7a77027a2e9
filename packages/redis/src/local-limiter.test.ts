import { expect, test } from 'vitest'
import { createLocalLimiter } from './local-limiter.ts'

const limit = (key: string) => ({ key, points: 2, perMs: 1_000 })

test('a stranger who changes keys fills no memory, and makes nobody’s count forgotten who has called since', () => {
  const { take } = createLocalLimiter(() => 0)
  take(limit('idle'))
  take(limit('idle'))
  take(limit('busy'))
  take(limit('busy'))
  for (let n = 0; n < 20_000; n++) {
    take(limit(`stranger ${n}`))
    if (n % 5_000 === 0) expect(take(limit('busy')).ok).toBe(false)
  }
  expect(take(limit('busy')).ok).toBe(false)
  // Whoever has not called for longest was forgotten.
  expect(take(limit('idle')).ok).toBe(true)
})

test('what is given back counts no more, once, also when others have called in between', async () => {
  let now = 0
  const { take } = createLocalLimiter(() => now)
  const first = take(limit('one'))
  now = 10
  expect(take(limit('one')).ok).toBe(true)
  expect(take(limit('one'))).toEqual({ ok: false, retryAfterMs: 990 })
  if (first.ok) await first.giveBack()
  if (first.ok) await first.giveBack()
  expect(take(limit('one')).ok).toBe(true)
  expect(take(limit('one')).ok).toBe(false)
})

test('a call counts until its window is over and not a millisecond longer', () => {
  let now = 0.5
  const { take } = createLocalLimiter(() => now)
  take(limit('edge'))
  take(limit('edge'))
  now = 1_000.4
  expect(take(limit('edge'))).toEqual({ ok: false, retryAfterMs: 1 })
  now = 1_000.5
  expect(take(limit('edge')).ok).toBe(true)
})
