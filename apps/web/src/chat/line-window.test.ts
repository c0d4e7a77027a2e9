import type { Line } from '@shiplap/domain/message'
import { expect, test } from 'vitest'
import { firstWindow, most, withEntry, withNewer, withNewest, withOlder } from './line-window.ts'

const line = (seq: number, body = `line ${seq}`): Line => ({ seq, kind: 'message', at: '', body })
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => line(from + n))
const seqs = ({ lines }: { lines: readonly Line[] }) => [lines[0]?.seq, lines.at(-1)?.seq, lines.length]

test('a page never holds more than its bound, whichever way it is read', () => {
  let window = firstWindow(lines(951, 1_000))
  for (let first = 951; first > 1; first -= 50) window = withOlder(window, lines(first - 50, first - 1))
  expect(seqs(window)).toEqual([1, most, most])
  expect(window.hasNewest).toBe(false)
  expect(withEntry(window, { seq: 1_001, line: line(1_001) })).toBe(window)
  for (let last = most; last < 1_000; last += 50) window = withNewer(window, lines(last + 1, last + 50), 50)
  window = withNewer(window, [], 50)
  expect(seqs(window)).toEqual([701, 1_000, most])
  expect(withEntry(window, { seq: 1_001, line: line(1_001) }).lines.at(-1)?.seq).toBe(1_001)
})

test('an edit changes the line in place, and an edit of a line that is not held changes nothing', () => {
  const window = firstWindow(lines(1, 3))
  const edited = withEntry(window, { seq: 4, line: line(2, 'better') })
  expect(edited.lines.map(({ body }) => body)).toEqual(['line 1', 'better', 'line 3'])
  expect(withEntry(firstWindow(lines(5, 6)), { seq: 7, line: line(2, 'better') }).lines).toHaveLength(2)
})

test('a fresh start joins what is held where they meet, and replaces it where they do not', () => {
  const window = firstWindow(lines(1, 60))
  expect(seqs(withNewest(window, lines(40, 89)))).toEqual([1, 89, 89])
  expect(seqs(withNewest(window, lines(100, 149)))).toEqual([100, 149, 50])
})

test('only the page that holds number 1 is where the room begins, however short another is', () => {
  expect(firstWindow(lines(7, 9)).hasOldest).toBe(false)
  expect(withOlder(firstWindow(lines(7, 9)), lines(2, 6)).hasOldest).toBe(false)
  expect(withOlder(firstWindow(lines(7, 9)), lines(1, 6)).hasOldest).toBe(true)
  expect(firstWindow([]).hasOldest).toBe(true)
})
