// `npm run restore -- file [--replace]`: puts a backup into the database, whole or not at all. Everybody has to sign in again.
import { createReadStream, existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotRestore, restoreBackup } from '@shiplap/db/backup/restore'
import { pepperId, withDatabase } from './operate/database.ts'
import { explain, Unable } from './start/explain.ts'
import { readSettings } from './start/settings.ts'
import { readWords } from './start/words.ts'

try {
  const { words, has } = readWords('restore')
  const [path] = words
  const replace = has('--replace')
  if (path === undefined) throw new Unable('Say which file: npm run restore -- shiplap-….sql.gz')
  if (!existsSync(path)) throw new Unable(`There is no file ${path}.`)
  const id = pepperId()
  const restore = (url: string) => restoreBackup({ url, file: createReadStream(path), pepperId: id, replace })
  const { header, rows } = await withDatabase(restore, { mayRun: false })
  const { dataDir, redisUrl } = readSettings()
  // Redis holds copies of what the database said before.
  if (redisUrl === undefined) await rm(join(dataDir, 'redis/appendonlydir'), { recursive: true, force: true })
  else console.log('Empty Redis too before you start: redis-cli FLUSHALL')
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0)
  console.log(`Restored ${total} rows as of ${header.takenAt}. Everybody has to sign in again.`)
} catch (error) {
  explain(error instanceof CannotRestore ? new Unable(error.message) : error)
}
