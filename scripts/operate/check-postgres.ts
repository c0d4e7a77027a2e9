import { listenForAccountChanges } from '@shiplap/db/account-news'
import { connect, type Database } from '@shiplap/db/connect'
import { inspect } from '@shiplap/db/inspect'
import { silentLog } from '@shiplap/runtime/log'
import type { Finding } from './finding.ts'

/** `listenUrl` is PostgreSQL itself, where `url` is a pooler's. */
export async function checkPostgres(url: string, listenUrl = url): Promise<readonly Finding[]> {
  const db = connect({ url, log: silentLog, application: 'doctor', max: 1 })
  const what = 'PostgreSQL'
  try {
    const asked = Date.now()
    const seen = await inspect(db)
    const apartMs = Math.round(Math.abs(seen.now - (asked + Date.now()) / 2))
    return [
      {
        what,
        found: seen.version,
        ...(seen.major < 18 && { todo: 'Shiplap is made for PostgreSQL 18 or newer.' }),
      },
      {
        what: 'Migrations',
        found: seen.pending.length === 0 ? 'all applied' : `${seen.pending.length} to come`,
        ...(seen.pending.length > 0 && {
          todo: '`npm start` applies them; or node packages/db/scripts/migrate.ts.',
        }),
      },
      {
        what: 'Durability',
        found: `fsync ${seen.fsync}, synchronous_commit ${seen.synchronousCommit}`,
        ...((seen.fsync !== 'on' || seen.synchronousCommit === 'off') && {
          todo: 'Switch both on: otherwise what was acknowledged can be lost in a crash.',
        }),
      },
      {
        what: 'Clock',
        found: `${apartMs} ms apart from PostgreSQL’s`,
        ...(apartMs > 2_000 && {
          todo: 'Let both machines keep time by NTP. Times of runs go by PostgreSQL’s clock.',
        }),
      },
      await checkNews(db, listenUrl),
    ]
  } catch (error) {
    const todo = 'Start it, or mend DATABASE_URL.'
    return [{ what, found: `cannot be reached: ${(error as Error).message}`, todo }]
  } finally {
    await db.destroy()
  }
}

/** A session that is ended elsewhere is heard of by a connection that listens. */
async function checkNews(db: Database, url: string): Promise<Finding> {
  const what = 'News'
  let hear: (arrive: boolean) => void = () => {}
  const arriving = new Promise<boolean>((resolve) => (hear = resolve))
  const news = listenForAccountChanges({
    db,
    url,
    log: { ...silentLog, warn: () => hear(false) },
    onChange: () => {},
    onListening: () => hear(true),
  })
  const arrive = await arriving
  await news.close()
  if (arrive) return { what, found: 'arrive' }
  const todo =
    'Behind a pooler, set DATABASE_LISTEN_URL to PostgreSQL itself. Until then everything is slower.'
  return { what, found: 'do not arrive', todo }
}
