import { randomUUID } from 'node:crypto'
import type { Log } from '@shiplap/runtime/log'
import { sql } from 'kysely'
import pg from 'pg'
import type { Database } from './connect.ts'

/** Hears of every change to accounts and device sessions, whichever process made it. */
export type AccountNews = {
  /** False while the connection is away: then changes may go unheard. */
  readonly isListening: () => boolean
  readonly close: () => Promise<void>
}

export type AccountChange = {
  readonly accountId: string
  /** True when a session opened and nothing else changed, so that what is kept of the account is still right. */
  readonly isOpening: boolean
}

/**
 * Listens on a connection of its own. `onChange` hears of each change of an account, of its devices and of its device
 * sessions; `onListening` runs each time listening begins, when whatever was kept before may be out of date. `db` sends
 * what must be heard first: a pooler takes a LISTEN and forgets it.
 */
export function listenForAccountChanges({
  db,
  url,
  log,
  onChange,
  onListening,
  heardWithinMs = 3_000,
}: {
  readonly db: Database
  readonly url: string
  readonly log: Log
  readonly onChange: (change: AccountChange) => void
  readonly onListening: () => void
  readonly heardWithinMs?: number
}): AccountNews {
  let client: pg.Client | null = null
  let listening = false
  let closed = false
  let retry: NodeJS.Timeout | undefined
  let wait = 50

  async function begin(): Promise<void> {
    const mine = new pg.Client({
      connectionString: url,
      application_name: 'account news',
      connectionTimeoutMillis: 3_000,
      keepAlive: true,
    })
    client = mine
    const lost = () => {
      if (client !== mine) return
      client = null
      listening = false
      if (closed) return
      retry = setTimeout(() => void begin(), wait)
      wait = Math.min(wait * 2, 1_000)
    }
    mine.on('error', () => lost())
    mine.on('end', lost)
    const token = randomUUID()
    const echo = new Promise<void>((resolve, reject) => {
      mine.on('notification', ({ payload }) => {
        const [accountId, what] = (payload ?? '').split(' ')
        if (accountId) onChange({ accountId, isOpening: what === 'opened' })
        else if (what === token) resolve()
      })
      mine.on('end', () => reject(new Error('the connection has ended')))
      setTimeout(
        () => reject(new Error('no news arrive; is there a pooler before PostgreSQL?')),
        heardWithinMs,
      ).unref()
    })
    echo.catch(() => {}) // awaited below, unless listening fails before
    try {
      await mine.connect()
      await mine.query('listen account_changed')
      await sql`select pg_notify('account_changed', ${` ${token}`})`.execute(db)
      await echo
      listening = true
      wait = 50
      onListening()
    } catch (error) {
      log.warn({ err: error }, 'account news are away')
      await mine.end().catch(() => {})
      lost()
    }
  }
  const begun = begin()

  return {
    isListening: () => listening,
    async close() {
      closed = true
      clearTimeout(retry)
      await begun
      const last = client
      client = null
      await last?.end().catch(() => {})
    },
  }
}
