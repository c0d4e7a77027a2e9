import { globSync } from 'node:fs'
import { expect, test } from 'vitest'

test('the pages are those that were reviewed', async () => {
  const pages = globSync('apps/web/src/app/**/{page.tsx,route.ts}').map(
    (path) =>
      path
        .replace('apps/web/src/app', '')
        .replace(/\/\(\w+\)/g, '')
        .replace(/\/(page\.tsx|route\.ts)$/, '') || '/',
  )
  await expect(`${pages.sort().join('\n')}\n`).toMatchFileSnapshot('pages.txt')
})
