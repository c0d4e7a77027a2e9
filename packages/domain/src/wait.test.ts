import { expect, test } from 'vitest'
import { formatWait, speakWait } from './wait.ts'

test('a wait is told in the units people count it in, and never too short', () => {
  const told = [0, 1, 1_000, 59_001, 60_001, 899_000, 3_599_500, 3_600_001, 7_500_000].map((ms) => [
    formatWait(ms),
    speakWait(ms),
  ])
  expect(told).toEqual([
    ['0 s', '0 seconds'],
    ['1 s', '1 second'],
    ['1 s', '1 second'],
    ['1 min 0 s', '1 minute'],
    ['1 min 1 s', '1 minute 1 second'],
    ['14 min 59 s', '14 minutes 59 seconds'],
    ['1 h 0 min', '1 hour'],
    ['1 h 1 min', '1 hour 1 minute'],
    ['2 h 5 min', '2 hours 5 minutes'],
  ])
})
