import { assert, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDelta, formatDuration, formatSpan, parseDuration, speakDuration } from './duration.ts'

const anyTime = integer({ min: 0, max: 400 * 3_600_000 })

describe('a time', () => {
  test('is printed as runners read it', () => {
    expect(formatDuration(0)).toBe('0:00.0')
    expect(formatDuration(58_249)).toBe('0:58.2')
    expect(formatDuration(767_300)).toBe('12:47.3')
    expect(formatDuration(3_723_456)).toBe('1:02:03.4')
    expect(formatDuration(3_723_456, 'seconds')).toBe('1:02:03')
    expect(formatDuration(3_723_056, 'milliseconds')).toBe('1:02:03.056')
  })

  test('never shows more than has passed', () => {
    assert(
      property(anyTime, (ms) => {
        const shown = parseDuration(formatDuration(ms)) ?? Number.NaN
        expect(ms - shown).toBeGreaterThanOrEqual(0)
        expect(ms - shown).toBeLessThan(100)
      }),
    )
  })

  test('comes back whole from its finest print', () => {
    assert(property(anyTime, (ms) => parseDuration(formatDuration(ms, 'milliseconds')) === ms))
  })

  test('that has not begun stands at zero', () => {
    expect(formatDuration(-1)).toBe('0:00.0')
  })

  test('is also said in words', () => {
    expect(speakDuration(767_300)).toBe('12 minutes 47.3 seconds')
    expect(speakDuration(3_660_000)).toBe('1 hour 1 minute 0.0 seconds')
  })

  test('is not read from what is none', () => {
    for (const text of ['', '12', '1:2', '0:60.0', '1:60:00', '1:00.0000', '−0:10'])
      expect(parseDuration(text)).toBeNull()
  })
})

describe('a difference', () => {
  test('always carries its sign', () => {
    expect(formatDelta(11_700)).toBe('+0:11.7')
    expect(formatDelta(-14_100)).toBe('−0:14.1')
    expect(formatDelta(0)).toBe('±0:00.0')
  })

  test('too small to print takes no side', () => {
    expect(formatDelta(-99)).toBe('±0:00.0')
    expect(formatDelta(-99, 'milliseconds')).toBe('−0:00.099')
  })

  test('and its opposite differ by the sign alone', () => {
    assert(
      property(integer({ min: 100, max: 10_000_000 }), (ms) => {
        expect(formatDelta(ms).slice(1)).toBe(formatDelta(-ms).slice(1))
        expect(formatDelta(ms)[0]).toBe('+')
        expect(formatDelta(-ms)[0]).toBe('−')
      }),
    )
  })
})

test.each([
  [60_000, '1 minute'],
  [90 * 60_000, '90 minutes'],
  [3_600_000, '1 hour'],
  [24 * 3_600_000, '1 day'],
  [7 * 24 * 3_600_000, '7 days'],
])('a span of %i ms is told as %s', (ms, words) => {
  expect(formatSpan(ms)).toBe(words)
})
