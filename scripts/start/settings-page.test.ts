import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './root.ts'
import { settingsPage } from './settings-page.ts'

test('the page of settings in docs is what the schemas say; "node scripts/settings.ts" writes it', () => {
  expect(readFileSync(join(root, 'docs', 'settings.md'), 'utf8')).toBe(settingsPage())
})

test('every setting has a sentence that says what it does', () => {
  const bare = settingsPage()
    .split('\n')
    .filter((line) => /^\| `.*\|\s+\|$/.test(line))
  expect(bare).toEqual([])
})
