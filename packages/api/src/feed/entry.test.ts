import { expect, test } from 'vitest'
import { entryJson, formatCursor, parseCursor, parseEntry } from './entry.ts'

test('a cursor is read back as it was written', () => {
  for (const cursor of [
    { epoch: 0, seq: 0 },
    { epoch: 7, seq: 12_345 },
    { epoch: 999_999_999, seq: 999_999_999_999_999 },
  ])
    expect(parseCursor(formatCursor(cursor))).toEqual(cursor)
})

test('whatever is no cursor leads nowhere', () => {
  for (const text of [
    '',
    '1',
    '.',
    '1.',
    '.1',
    '1.2.3',
    'a.b',
    ' 1.2',
    '1.2 ',
    '1.2\n',
    '-1.2',
    '1.-2',
    '1_2',
    '1e3.2',
    '1234567890.1',
    '1.1234567890123456',
  ])
    expect(parseCursor(text), text).toBeNull()
})

test('the line of an entry is taken as it stands, whatever is in it', () => {
  const line = '{"body":"10:30: \\n see a:b"}'
  expect(parseEntry(`12:7:${line}`)).toEqual({ seq: 12, target: 7, line })
  expect(JSON.parse(entryJson({ seq: 12, target: 7, line }))).toEqual({
    seq: 12,
    line: { body: '10:30: \n see a:b' },
  })
})
