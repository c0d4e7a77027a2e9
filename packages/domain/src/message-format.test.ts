import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mentionsIn } from './message.ts'
import { formatMessage } from './message-format.ts'

test('fences, code, bold, italic, addresses and names are told apart', () => {
  const body =
    'see **this** and *that* in `a*b*c`, @Ada:\n```ts\nconst x = `@no`\n```\nhttps://lap.example/x?y=1. Done'
  expect(formatMessage(body)).toEqual([
    {
      kind: 'text',
      parts: [
        { kind: 'text', text: 'see ' },
        { kind: 'bold', text: 'this' },
        { kind: 'text', text: ' and ' },
        { kind: 'italic', text: 'that' },
        { kind: 'text', text: ' in ' },
        { kind: 'code', text: 'a*b*c' },
        { kind: 'text', text: ', ' },
        { kind: 'mention', text: '@Ada', name: 'Ada' },
        { kind: 'text', text: ':' },
      ],
    },
    { kind: 'code', language: 'ts', text: 'const x = `@no`' },
    {
      kind: 'text',
      parts: [
        { kind: 'link', text: 'https://lap.example/x?y=1', href: 'https://lap.example/x?y=1' },
        { kind: 'text', text: '. Done' },
      ],
    },
  ])
})

test('no link leads anywhere but to http and https, and none hides its host', () => {
  for (const body of [
    'javascript:alert(1)',
    'data:text/html,<script>',
    'https://bank.example@evil.example/',
    '<a href="javascript:x">',
    'vbscript:x //x',
  ])
    expect(JSON.stringify(formatMessage(body))).not.toContain('"link"')
})

test('a fence that is never closed reaches to the end', () => {
  expect(formatMessage('```\nleft open\n*a*')).toEqual([
    { kind: 'code', language: '', text: 'left open\n*a*' },
  ])
})

test('whatever is typed, nothing is lost and nothing is added', () => {
  const mark = fc.constantFrom(
    '*',
    '**',
    '`',
    '```',
    '\n',
    '@',
    'https://',
    'a',
    ' ',
    '.',
    '(',
    ')',
    '<',
    '&',
  )
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 60 }), (marks) => {
      const typed = marks.join('')
      const shown = formatMessage(typed).flatMap((block) =>
        block.kind === 'code' ? [block.text, block.language] : block.parts.map((part) => part.text),
      )
      const letters = (text: string) => text.replace(/[*`\s]/g, '')
      expect(letters(shown.join('')).length).toBe(letters(typed).length)
    }),
  )
})

test('the longest message of nothing but marks is read within a blink', () => {
  for (const mark of ['*', '`', '```\n', '@a', '**a', 'https://', '(', '@']) {
    const at = Date.now()
    formatMessage(mark.repeat(4_000 / mark.length))
    expect(Date.now() - at).toBeLessThan(200)
  }
})

test('people are called by name outside of code, each once', () => {
  expect(mentionsIn('@Ada @ada `@bob` a@mail.example\n```\n@carl\n``` @d.e-f')).toEqual(['ada', 'd.e-f'])
})
