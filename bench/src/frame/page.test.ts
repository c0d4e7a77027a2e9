import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withTables } from './page.ts'

test('the tables of docs/bench.md are those of docs/bench.json', () => {
  const docs = new URL('../../../docs/', import.meta.url)
  const page = readFileSync(new URL('bench.md', docs), 'utf8')
  const kept = JSON.parse(readFileSync(new URL('bench.json', docs), 'utf8'))
  expect(page, 'Run "npm run bench -- --draw".').toBe(withTables(page, kept))
})
