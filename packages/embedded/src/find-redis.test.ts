import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findRedis } from './find-redis.ts'
import { onPath } from './on-path.ts'

let cacheDir: string
const path = process.env.PATH
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), 'shiplap-redis-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(cacheDir, { recursive: true })
})

test('a server on PATH is taken as it is, without a word', async () => {
  const said: string[] = []
  offer('valkey-server', '/bin/true')
  expect(await findRedis({ cacheDir, say: (line) => said.push(line) })).toBe(
    join(cacheDir, 'bin', 'valkey-server'),
  )
  expect(said).toEqual([])
})

test('without a server and without a package manager the ways on are named', async () => {
  vi.stubEnv('PATH', join(cacheDir, 'bin'))
  await expect(findRedis({ cacheDir, say: () => {} })).rejects.toThrow(/REDIS_URL=.*docker compose up redis/s)
})

test('what the package manager said is passed on when it fails', async () => {
  offer('apt-get', '/bin/false')
  offer('dpkg', '/bin/false')
  await expect(findRedis({ cacheDir, say: () => {} })).rejects.toThrow(/REDIS_URL=.*apt-get .* failed/s)
})

test.runIf(onPath('apt-get', path) && onPath('dpkg', path))(
  'on Debian a working server is unpacked after saying so, and found again by the next call',
  async () => {
    const said: string[] = []
    // Everything but a Redis: apt and dpkg need their own helpers on PATH.
    for (const program of ['apt-get', 'dpkg', 'dpkg-deb', 'tar', 'sh', 'rm'])
      offer(program, onPath(program, path) as string)
    const found = await findRedis({ cacheDir, say: (line) => said.push(line) })
    expect(spawnSync(found, ['--version'], { encoding: 'utf8' }).stdout).toMatch(/^Redis server v=/)
    expect(said).toEqual([expect.stringContaining("taking Debian's package")])
    expect(await findRedis({ cacheDir, say: () => {} })).toBe(found)
  },
)

/** Makes this program the only one on PATH, beside those offered before. */
function offer(name: string, program: string): void {
  const bin = join(cacheDir, 'bin')
  mkdirSync(bin, { recursive: true })
  symlinkSync(program, join(bin, name))
  vi.stubEnv('PATH', bin)
}
