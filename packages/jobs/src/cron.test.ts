import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextSlot, parseCron } from './cron.ts'

const next = (cron: string, after: string) => nextSlot(parseCron(cron), new Date(after)).toISOString()

test('the next slot is the first one after the given instant', () => {
  expect(next('* * * * *', '2026-11-21T10:00:00Z')).toBe('2026-11-21T10:01:00.000Z')
  expect(next('*/15 * * * *', '2026-11-21T10:44:59.999Z')).toBe('2026-11-21T10:45:00.000Z')
  expect(next('30 3 * * *', '2026-11-21T03:30:00Z')).toBe('2026-11-22T03:30:00.000Z')
  expect(next('0 0 1 1 *', '2026-11-21T00:00:00Z')).toBe('2027-01-01T00:00:00.000Z')
  expect(next('0 12 * * 1-5', '2026-11-20T12:00:00Z')).toBe('2026-11-23T12:00:00.000Z')
  expect(next('0 12 * * 7', '2026-11-21T12:00:00Z')).toBe('2026-11-22T12:00:00.000Z')
  expect(next('0 0 29 2 *', '2026-11-21T00:00:00Z')).toBe('2028-02-29T00:00:00.000Z')
})

test('a day of the month and a weekday together mean either', () => {
  expect(next('0 0 13 * 5', '2026-11-21T00:00:00Z')).toBe('2026-11-27T00:00:00.000Z')
  expect(next('0 0 22 * 5', '2026-11-21T00:00:00Z')).toBe('2026-11-22T00:00:00.000Z')
})

test('what cannot be read or never comes is refused', () => {
  for (const text of [
    '',
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '5-1 * * * *',
    '*/0 * * * *',
    'x * * * *',
    '* * 0 * *',
  ])
    expect(() => parseCron(text)).toThrow()
  expect(() => next('0 0 31 2 *', '2026-11-21T00:00:00Z')).toThrow('no day ever matches')
})

test('slots only ever move forward, and matching minutes are never passed over', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 59 }),
      fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      (step, after) => {
        const slot = nextSlot(parseCron(`*/${step} * * * *`), after)
        expect(slot.getTime()).toBeGreaterThan(after.getTime())
        expect(slot.getTime() - after.getTime()).toBeLessThanOrEqual(3_600_000)
        expect(slot.getUTCMinutes() % step).toBe(0)
      },
    ),
  )
})
