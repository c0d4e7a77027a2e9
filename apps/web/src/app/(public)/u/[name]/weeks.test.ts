import { expect, test } from 'vitest'
import { weeksUntil } from './weeks.ts'

test('a year of weeks ends today and begins on a Monday', () => {
  const weeks = weeksUntil(new Date('2026-11-21T03:00:00Z'))
  expect(weeks).toHaveLength(53)
  expect(weeks[0]?.[0]).toBe('2025-11-17')
  expect(new Date(weeks[0]?.[0] ?? '').getUTCDay()).toBe(1)
  expect(weeks.at(-1)?.at(-1)).toBe('2026-11-21')
  expect(weeks.slice(0, -1).every((week) => week.length === 7)).toBe(true)
})
