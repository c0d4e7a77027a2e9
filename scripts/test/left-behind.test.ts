import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { leftBehind } from './left-behind.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shiplap-left-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a folder that nothing was left in, and nobody knows of, is clean', () => {
  expect(leftBehind(folder)).toEqual([])
})

test('a forgotten file is named', () => {
  writeFileSync(join(folder, 'forgotten'), '')
  expect(leftBehind(folder)).toEqual(['file forgotten'])
})

for (const [how, options] of [
  ['by its environment', (path: string) => ({ env: { ...process.env, TMPDIR: path } })],
  ['as the place it works in', (path: string) => ({ cwd: path })],
] as const)
  test.runIf(process.platform === 'linux')(
    `a forgotten process that knows the folder ${how} is named`,
    async () => {
      const forgotten = spawn('sleep', ['60'], options(folder))
      await once(forgotten, 'spawn')
      expect(leftBehind(folder)).toEqual([`process ${forgotten.pid}: sleep 60`])
      forgotten.kill()
      await once(forgotten, 'exit')
      expect(leftBehind(folder)).toEqual([])
    },
  )
