import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const root = new URL('../../../', import.meta.url)

test('every test that the page of standards names is there, and every test that names a number is on it', async () => {
  const page = await readFile(new URL('docs/accounts.md', root), 'utf8')
  const named = page.split('\n').flatMap((line) => {
    const [, number = '', , title = ''] = line.split(/^\| | \| | \|$/)
    return /^(ASVS|NIST|CVE|GHSA)/.test(number) ? [title] : []
  })
  const titles = await titlesOfTests()
  const patterns = titles.filter((title) => !title.startsWith('${') || title.length > 30).map(asPattern)
  expect(named.length).toBeGreaterThan(50)
  expect(named.filter((title) => !patterns.some((pattern) => pattern.test(title)))).toEqual([])
  expect(titles.filter((title) => /^(ASVS|NIST) \d/.test(title) && !named.includes(title))).toEqual([])
})

/** As they stand in the code: a title that is made for each of several cases still has its gaps. */
async function titlesOfTests(): Promise<readonly string[]> {
  const files = globSync(['{packages,apps}/*/{src,tests}/**/*.{test,spec}.ts', 'scripts/**/*.test.ts'], {
    cwd: root,
  })
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, root), 'utf8')))
  return texts.flatMap((text) =>
    [...text.matchAll(/\btest\(\s*(?:'([^'\n]+)'|`([^`\n]+)`|"([^"\n]+)")/g)].map(
      (match) => match[1] ?? match[2] ?? match[3] ?? '',
    ),
  )
}

function asPattern(title: string): RegExp {
  const parts = title.split(/\$\{[^}]*\}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${parts.join('.+')}$`)
}
