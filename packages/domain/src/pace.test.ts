import { expect, test } from 'vitest'
import { paceOf } from './pace.ts'

test('a best segment is gold even when the run is behind', () => {
  expect(paceOf({ deltaMs: 9_000, segmentDeltaMs: -1, isGold: true })).toBe('gold')
})

test('ahead or behind comes from the total, gaining or losing from the segment', () => {
  expect(paceOf({ deltaMs: -5_000, segmentDeltaMs: -100 })).toBe('ahead-gaining')
  expect(paceOf({ deltaMs: -5_000, segmentDeltaMs: 100 })).toBe('ahead-losing')
  expect(paceOf({ deltaMs: 5_000, segmentDeltaMs: -100 })).toBe('behind-gaining')
  expect(paceOf({ deltaMs: 5_000, segmentDeltaMs: 100 })).toBe('behind-losing')
})

test('the first split of a run gains when it is ahead', () => {
  expect(paceOf({ deltaMs: -1 })).toBe('ahead-gaining')
  expect(paceOf({ deltaMs: 0 })).toBe('behind-losing')
})
