import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../start/root.ts'
import { groups } from './groups.ts'

test('each guard of the list stands once in its file, and the tests that must notice are there', () => {
  for (const { guards } of Object.values(groups))
    for (const { file, from, to, tests } of guards) {
      expect(readFileSync(join(root, file), 'utf8').split(from), `${file}: ${from}`).toHaveLength(2)
      expect(to).not.toBe(from)
      for (const test of tests) expect(existsSync(join(root, test)), test).toBe(true)
    }
})

test('each part of a group names code and tests that are there', () => {
  for (const { parts } of Object.values(groups))
    for (const { mutate, tests } of Object.values(parts))
      for (const pattern of [...mutate, ...tests])
        expect(globSync(pattern, { cwd: root }), pattern).not.toEqual([])
})

test('the page of mutation testing has a line for each group', () => {
  const page = readFileSync(join(root, 'docs', 'mutation.md'), 'utf8')
  for (const name of Object.keys(groups)) expect(page).toMatch(new RegExp(`^\\| ${name} \\|`, 'm'))
})
