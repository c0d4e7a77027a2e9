import { expect, test } from 'vitest'
import { splitRows } from './split-rows.ts'

const milestones = ['It answers', 'Shorten', 'Refuse', 'Delete'].map((title, index) => ({
  position: index + 1,
  title,
}))

test('each reached milestone says how far it is ahead or behind, and a best segment is gold', () => {
  const rows = splitRows({
    marks: [50_000, null, 400_000],
    milestones,
    against: [60_000, 200_000, 390_000, 500_000],
    golds: [55_000, 120_000, 100_000, 90_000],
    moving: true,
    unsent: new Set([2]),
  })
  expect(rows.map(({ standing }) => standing)).toEqual(['reached', 'skipped', 'reached', 'now'])
  expect(rows[0]?.delta).toEqual({ ms: -10_000, pace: 'gold' })
  // The segment began with a skipped split, so nobody knows how long it took: only the total decides.
  expect(rows[2]?.delta).toEqual({ ms: 10_000, pace: 'behind-losing' })
  expect(rows.map(({ unsent }) => unsent)).toEqual([false, false, true, false])
})

test('a first run has nothing to be compared with, and no gold before there was a best', () => {
  const rows = splitRows({
    marks: [50_000],
    milestones,
    against: null,
    golds: [null, null, null, null],
    moving: false,
  })
  expect(rows.every(({ delta, againstMs }) => delta === null && againstMs === null)).toBe(true)
  expect(rows[1]?.standing).toBe('ahead')
})
