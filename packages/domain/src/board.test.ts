import { expect, test } from 'vitest'
import { lensKey, rankPage, stackPattern, windowPattern } from './board.ts'

const rows = (...times: readonly (number | readonly ['obsolete', number])[]) =>
  times.map((time) =>
    typeof time === 'number' ? { timeMs: time, obsolete: false } : { timeMs: time[1], obsolete: true },
  )

test('equal times share a rank and the next one skips', () => {
  expect(rankPage(rows(10, 20, 20, 30), { faster: 0, tiedBefore: 0 })).toEqual([1, 2, 2, 4])
})

test('a tie goes on across pages', () => {
  expect(rankPage(rows(20, 20, 30, 40), { faster: 1, tiedBefore: 1 })).toEqual([2, 2, 5, 6])
})

test('what is obsolete has no rank and takes no place, also as the first of a page', () => {
  expect(
    rankPage(rows(10, ['obsolete', 15], 20, ['obsolete', 20], 20), { faster: 0, tiedBefore: 0 }),
  ).toEqual([1, null, 2, null, 2])
  expect(rankPage(rows(['obsolete', 20], 20, 30), { faster: 3, tiedBefore: 1 })).toEqual([null, 4, 6])
  expect(rankPage(rows(['obsolete', 20], 30), { faster: 3, tiedBefore: 2 })).toEqual([null, 6])
  expect(rankPage([], { faster: 0, tiedBefore: 0 })).toEqual([])
})

test('a list is named by what is asked for', () => {
  expect(lensKey({ standing: 'official', window: '2026-11', stack: 'node', evidence: 'timed' })).toBe(
    'official/2026-11/node/timed',
  )
  expect(lensKey({ standing: 'provisional', window: 'all', stack: null, evidence: 'checked' })).toBe(
    'provisional/all//checked',
  )
})

test('windows are all time, a year or a month', () => {
  for (const good of ['all', '2026', '2026-01', '2026-12']) expect(good).toMatch(windowPattern)
  for (const bad of ['', '2026-13', '2026-1', '26', '2026-00', 'ALL', '1999'])
    expect(bad).not.toMatch(windowPattern)
})

test('stacks are named as people write them', () => {
  for (const good of ['node', 'c++', 'c#', 'next.js', 'go', 'c', 'ruby-on-rails'])
    expect(good).toMatch(stackPattern)
  for (const bad of ['', 'Node', 'a/b', '-a', 'a.', 'a b', 'x'.repeat(25)])
    expect(bad).not.toMatch(stackPattern)
})
