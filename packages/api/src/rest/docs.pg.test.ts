// The examples of docs/api.md, typed into a shell as they stand there.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

test('every example of the documentation does what it says', async () => {
  const text = readFileSync(new URL('../../../../docs/api.md', import.meta.url), 'utf8')
  const blocks = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block)
  expect(blocks.length).toBeGreaterThanOrEqual(4)
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', blocks.join('\n')], {
    env: { ...process.env, SHIPLAP_URL: world.origin },
  })
  expect(stdout).toContain('"username":"grace"')
  expect(stdout).toMatch(/"position":1,[^}]*"splitMs":\d+/)
  expect(stdout).toContain('rank,runner,')
  expect(stdout).toContain('"body":"hello"')
  expect(stdout).toContain('"status":"pending"')
})
