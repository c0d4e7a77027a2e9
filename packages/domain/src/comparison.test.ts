import { expect, test } from 'vitest'
import {
  averageMarks,
  bestSegments,
  deltaMs,
  isGold,
  marksOfBest,
  possibleSaveMs,
  segmentsOf,
} from './comparison.ts'

test('a skipped split leaves two segments unknown', () => {
  expect(segmentsOf([1_000, null, 5_000, 6_000])).toEqual([1_000, null, null, 1_000])
})

test('golds are the best segments of all runs, finished or not', () => {
  expect(
    bestSegments(
      [
        [1_000, 5_000, 6_000],
        [2_000, 3_000],
      ],
      3,
    ),
  ).toEqual([1_000, 1_000, 1_000])
})

test('the sum of best is unknown from the first segment that nobody knows', () => {
  expect(marksOfBest([1_000, 2_000, 3_000])).toEqual([1_000, 3_000, 6_000])
  expect(marksOfBest([1_000, null, 3_000])).toEqual([1_000, null, null])
})

test('an average is made of the runs that have the mark', () => {
  expect(averageMarks([[1_000, 4_000], [2_000, null], [2_001]], 2)).toEqual([1_667, 4_000])
})

test('a gold beats the best segment known, or is the first', () => {
  expect(isGold([900], 0, [1_000])).toBe(true)
  expect(isGold([1_000], 0, [1_000])).toBe(false)
  expect(isGold([1_000, null, 3_000], 2, [null, null, null])).toBe(false)
  expect(isGold([1_000], 0, [null])).toBe(true)
})

test('what can still be saved is the rest of the comparison less the golds ahead', () => {
  expect(possibleSaveMs([1_000], [1_000, 4_000, 9_000], [1_000, 2_000, 4_000])).toBe(2_000)
  expect(possibleSaveMs([], [1_000, 4_000], [900, null])).toBeNull()
})

test('a difference needs both sides', () => {
  expect(deltaMs(1_000, 1_500)).toBe(-500)
  expect(deltaMs(null, 1_500)).toBeNull()
})
