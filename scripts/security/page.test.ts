import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cases as faults } from '@shiplap/faults/cases'
import { expect, test } from 'vitest'
import { root } from '../start/root.ts'
import { cases } from './cases.ts'
import { securityPage } from './page.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')

test('the page of what is tried is what the tables say; "node scripts/security.ts" writes it', () => {
  expect(read('docs/security-tests.md')).toBe(securityPage())
})

test('there are 90 cases, and each test that drives one is there', () => {
  const all = Object.values(cases).flat()
  expect(all).toHaveLength(90)
  const missing = all.flatMap(({ what, at }) =>
    Object.values(at).flatMap(([file, title]) =>
      read(file).includes(title) ? [] : [`${what}: ${file}: ${title}`],
    ),
  )
  expect(missing).toEqual([])
})

test('the page of faults has a line for each case, with what must be seen, and no line without one', () => {
  const lines = read('docs/faults.md')
    .split('\n')
    .filter((line) => /^\| [a-z][a-z-]+ \|/.test(line) && !line.startsWith('| case |'))
  expect(lines.map((line) => line.split(' | ').slice(0, 2).join(' | '))).toEqual(
    faults.map(({ name, must }) => `| ${name} | ${must}`),
  )
  for (const line of lines) expect([line, line.split('|').length]).toEqual([line, 15])
})
