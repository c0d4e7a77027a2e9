import { expect, test } from 'vitest'
import { type Kept, keepRows } from './kept.ts'
import type { PartResult } from './part-result.ts'
import type { Row } from './row.ts'

const row = (name: string, minute: number): Row => ({
  part: 'Jobs',
  name,
  unit: 'ms',
  isLessBetter: true,
  figures: {},
  judgements: [],
  taken: { at: `2026-01-01T00:0${minute}`, machine: 'one', rounds: 3, share: 1, coresElsewhere: 0 },
})
const result = (some: Partial<PartResult>): PartResult => ({
  name: 'jobs',
  names: ['pick', 'drain'],
  isWhole: true,
  rows: [],
  ...some,
})
const minutes = (kept: readonly Kept[]) =>
  kept.flatMap(({ rows }) => rows.map(({ name, taken }) => `${name} ${taken.at.at(-1)}`))

const detail = { head: ['Page'], rows: [['/']] }
const before: readonly Kept[] = [{ name: 'jobs', rows: [row('pick', 1), row('drain', 1)], detail }]

test('a row that was measured alone takes the place of the old one and leaves the others and the detail', () => {
  const kept = keepRows(before, result({ rows: [row('drain', 2)] }))
  expect(minutes(kept)).toEqual(['pick 1', 'drain 2'])
  expect(kept[0]?.detail).toEqual(detail)
})

test('rows stand in the order of the part, and one that it has no more goes', () => {
  const kept = keepRows(before, result({ names: ['grow', 'drain'], rows: [row('grow', 2)] }))
  expect(minutes(kept)).toEqual(['grow 2', 'drain 1'])
})

test('a part that broke off keeps what it came to, and takes nothing away when it came to nothing', () => {
  const [some, none] = [
    keepRows(before, result({ isWhole: false, rows: [row('pick', 2)] })),
    keepRows(before, result({ isWhole: false, names: [] })),
  ]
  expect(minutes(some)).toEqual(['pick 2', 'drain 1'])
  expect(minutes(none)).toEqual(['pick 1', 'drain 1'])
})
