import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { stampBuild } from './build-stamp.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shiplap-build-'))
  put('apps/web/src/page.tsx', 'a page')
  put('apps/web/.next/BUILD_ID', 'one')
  stampBuild(root).write()
})
afterEach(() => rmSync(root, { recursive: true }))

test('a build is good until a source changes, comes or goes', () => {
  expect(stampBuild(root).isCurrent()).toBe(true)
  put('apps/web/src/page.tsx', 'a changed page')
  expect(stampBuild(root).isCurrent()).toBe(false)
  stampBuild(root).write()
  put('packages/ui/src/button.tsx', '')
  expect(stampBuild(root).isCurrent()).toBe(false)
  stampBuild(root).write()
  rmSync(join(root, 'packages/ui/src/button.tsx'))
  expect(stampBuild(root).isCurrent()).toBe(false)
})

test('what others make beside the sources does not count', () => {
  put('apps/web/.next/dev/trace', '')
  put('apps/web/node_modules/next/package.json', '{}')
  expect(stampBuild(root).isCurrent()).toBe(true)
})

test('a build that is gone, broken off or made by somebody else is made again', () => {
  put('apps/web/.next/BUILD_ID', 'two')
  expect(stampBuild(root).isCurrent()).toBe(false)
  stampBuild(root).write()
  stampBuild(root).clear()
  expect(stampBuild(root).isCurrent()).toBe(false)
  stampBuild(root).write()
  rmSync(join(root, 'apps/web/.next'), { recursive: true })
  expect(stampBuild(root).isCurrent()).toBe(false)
})

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
