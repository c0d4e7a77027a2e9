// A parent for the tests to kill: starts one server over a folder, says where it is, and stays.
import { lockFolder } from '../folder-lock.ts'
import { startPostgres } from '../postgres.ts'
import { startRedis } from '../redis.ts'

const [what, folder] = process.argv.slice(2) as [string, string]
const starters: Record<string, () => Promise<{ pid: number; url?: string }>> = {
  postgres: () => startPostgres({ dataDir: folder, settings: { fsync: 'off' } }),
  redis: () => startRedis({ dataDir: folder }),
  lock: async () => {
    lockFolder(folder, 'held by a test')
    return { pid: process.pid }
  },
}
const { pid, url } = (await starters[what]?.()) ?? {}
console.log(JSON.stringify({ pid, url }))
setInterval(() => {}, 60_000)
