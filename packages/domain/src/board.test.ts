import { expect, test } from 'vitest'
import { lensKey, rankPage, stackPattern, windowPattern } from './board.ts'

test('equal times share a rank and the next one skips', () => {
  expect(rankPage([10, 20, 20, 30], { firstRank: 1, firstPlace: 1 })).toEqual([1, 2, 2, 4])
})

test('a tie goes on across pages', () => {
  expect(rankPage([20, 20, 30], { firstRank: 2, firstPlace: 3 })).toEqual([2, 2, 5])
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
