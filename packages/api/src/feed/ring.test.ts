import { expect, test } from 'vitest'
import type { FeedEntry } from './entry.ts'
import { createRing } from './ring.ts'

const entry = (seq: number, line = `line ${seq}`, target = seq): FeedEntry => ({ seq, target, line })
const entries = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => entry(from + n))
/** A ring that holds these entries. */
function aRing({ from, to, size = 100 }: { from: number; to: number; size?: number }) {
  const ring = createRing({ head: from - 1, size })
  for (const one of entries(from, to)) ring.append(one)
  return ring
}
const seqsOf = (found: readonly FeedEntry[] | null) => found?.map(({ seq }) => seq)

test('it tells what follows a number as far back as it reaches, and of what lies outside that it cannot tell', () => {
  const ring = aRing({ from: 5, to: 8 })
  expect([ring.start(), ring.head()]).toEqual([5, 8])
  expect(seqsOf(ring.after(4))).toEqual([5, 6, 7, 8])
  expect(seqsOf(ring.after(7))).toEqual([8])
  expect(ring.after(8)).toEqual([])
  expect(ring.after(3)).toBeNull()
  expect(ring.after(9)).toBeNull()
})

test('while it is empty, it knows where it stands', () => {
  const ring = createRing({ head: 7, size: 10 })
  expect([ring.start(), ring.head()]).toEqual([8, 7])
  expect(ring.after(7)).toEqual([])
  expect(ring.after(6)).toBeNull()
  expect(ring.lastLines(50)).toEqual([])
})

test('an entry that does not follow the newest is refused, so that there is no gap and nothing twice', () => {
  const ring = aRing({ from: 1, to: 3 })
  expect(() => ring.append(entry(5))).toThrow('entry 5 does not follow 3')
  expect(() => ring.append(entry(3))).toThrow('entry 3 does not follow 3')
  expect(seqsOf(ring.after(0))).toEqual([1, 2, 3])
})

test('it holds as many entries as it was made for, at most a quarter more, and always the newest', () => {
  const ring = createRing({ head: 0, size: 8 })
  for (const one of entries(1, 100)) {
    ring.append(one)
    const held = ring.head() - ring.start() + 1
    expect(held).toBeGreaterThanOrEqual(Math.min(one.seq, 8))
    expect(held).toBeLessThan(10)
    expect(ring.after(ring.start() - 1)).toHaveLength(held)
    expect(ring.after(one.seq - 1)).toEqual([one])
  }
})

test('a change stands in every entry of its line, and in no other', () => {
  const ring = aRing({ from: 1, to: 3 })
  ring.append(entry(4, 'edited', 2))
  ring.append(entry(5, 'removed', 2))
  expect(ring.after(0)?.map(({ seq, target, line }) => `${seq}:${target}:${line}`)).toEqual([
    '1:1:line 1',
    '2:2:removed',
    '3:3:line 3',
    '4:2:removed',
    '5:2:removed',
  ])
})

test('older entries are put before the oldest, whatever of them is there already', () => {
  const ring = aRing({ from: 5, to: 8 })
  ring.prepend(entries(3, 6))
  expect(seqsOf(ring.after(2))).toEqual([3, 4, 5, 6, 7, 8])
  ring.prepend(entries(1, 8))
  expect(seqsOf(ring.after(0))).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect([ring.start(), ring.head()]).toEqual([1, 8])
})

test('older entries that do not reach the oldest are left out, since a gap would be between', () => {
  const ring = aRing({ from: 5, to: 8 })
  ring.prepend(entries(1, 3))
  ring.prepend([])
  expect(ring.start()).toBe(5)
})

test('what was read before a change came is put in as the change left it', () => {
  const ring = aRing({ from: 5, to: 6 })
  ring.append(entry(7, 'edited', 3))
  ring.append(entry(8, 'removed', 3))
  ring.prepend([...entries(2, 3), entry(4, 'line 2, edited', 2)])
  const lines = new Map(ring.after(1)?.map(({ seq, line }) => [seq, line]))
  expect([2, 3, 4, 5, 7, 8].map((seq) => lines.get(seq))).toEqual([
    'line 2',
    'removed',
    'line 2, edited',
    'line 5',
    'removed',
    'removed',
  ])
})

test('the newest lines are told in order, each once and as it stands now', () => {
  const ring = aRing({ from: 1, to: 4 })
  ring.append(entry(5, 'edited', 3))
  ring.append(entry(6))
  expect(ring.lastLines(3)).toEqual(['edited', 'line 4', 'line 6'])
  expect(ring.lastLines(0)).toEqual([])
  expect(ring.lastLines(50)).toEqual(['line 1', 'line 2', 'edited', 'line 4', 'line 6'])
})
