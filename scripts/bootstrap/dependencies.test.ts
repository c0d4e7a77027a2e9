import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { installDependencies } from './dependencies.mjs'
import { cleanEnvironment } from './environment.mjs'

// A workspace without dependencies, installed by the real package manager.
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shiplap-install-'))
  writeFileSync(join(folder, 'pnpm-workspace.yaml'), 'packages: []\npmOnFail: ignore\n')
  writeFileSync(join(folder, 'pnpm-lock.yaml'), "lockfileVersion: '9.0'\nimporters:\n  .: {}\n")
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'empty', packageManager: 'pnpm@12.21.0' }),
  )
})
afterEach(() => rmSync(folder, { recursive: true }))

const env = cleanEnvironment(process.env)
const withoutTools = { PATH: '/nonexistent' }
const stamp = () => join(folder, 'node_modules', '.installed')

test('a finished install is not repeated', async () => {
  await installDependencies({ root: folder, env })
  await installDependencies({ root: folder, env: withoutTools })
})

test('an install that was broken off is done again', async () => {
  await installDependencies({ root: folder, env })
  rmSync(stamp())
  await expect(installDependencies({ root: folder, env: withoutTools })).rejects.toThrow()
  expect(existsSync(stamp())).toBe(false)
  await installDependencies({ root: folder, env })
  expect(existsSync(stamp())).toBe(true)
})

test('another lockfile is installed anew', async () => {
  await installDependencies({ root: folder, env })
  writeFileSync(join(folder, 'pnpm-lock.yaml'), "lockfileVersion: '9.0'\n\nimporters:\n  .: {}\n")
  await expect(installDependencies({ root: folder, env: withoutTools })).rejects.toThrow()
})

test('an install that fails shows what the package manager said and how to go on', async () => {
  const manifest = { name: 'empty', packageManager: 'pnpm@12.21.0', dependencies: { unlisted: '1.0.0' } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  await expect(installDependencies({ root: folder, env })).rejects.toThrow(
    /ERR_PNPM_OUTDATED_LOCKFILE[\s\S]*run the same command again/,
  )
})
