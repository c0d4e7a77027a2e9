import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '@shiplap/runtime/log'
import { sql } from 'kysely'
import type { Database } from './connect.ts'
import { type Line, openLine } from './line.ts'

/** Hears of every change to accounts and device sessions, whichever process made it. */
export type AccountNews = {
  /** False while the connection is away: then changes may go unheard. */
  readonly isListening: () => boolean
  /** Resolves true once every change that was committed before this call has been heard, false when that cannot be known. */
  readonly hearAll: () => Promise<boolean>
  readonly close: () => Promise<void>
}

export type AccountChange = {
  readonly accountId: string
  /** True when a session opened and nothing else changed, so that what is kept of the account is still right. */
  readonly isOpening: boolean
}

const listen = { name: 'listen-account-changed', text: 'listen account_changed' }
// An empty statement: nothing is planned for it or run, and the answer means as much.
const question = { text: '' }
/** How long a question for news waits at most. */
export const patienceMs = 1_000

/**
 * Listens on a connection of its own. PostgreSQL hands over what it has to tell before it answers, so an answer on that
 * connection proves that everything committed before the question was heard; one question serves all who ask in the same
 * turn of the event loop. A connection without an answer for a second is given up. `onChange` hears of each change of an
 * account, of its devices and of its device sessions; `onListening` runs each time listening begins, when whatever was
 * kept before may be out of date. `db` sends what must be heard first: a pooler takes a LISTEN and forgets it.
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
  const closing = new AbortController()
  const { signal } = closing
  let line: Line | null = null
  let begun = false
  let asking: Promise<boolean> | null = null
  let asked: Promise<boolean> = Promise.resolve(false)
  const echoes = new Map<string, () => void>()

  async function listenOn(mine: Line): Promise<void> {
    await mine.query(listen, [])
    await hearOneself()
    line = mine
    begun = true
    onListening()
    const ending = new AbortController()
    void mine.lost.then(() => {
      line = null
      ending.abort()
    })
    const end = AbortSignal.any([signal, ending.signal])
    // A dead connection is to be noticed also while nobody asks.
    for (;;) {
      await delay(patienceMs, undefined, { signal: end })
      await hearAll()
    }
  }
  async function hearOneself(): Promise<void> {
    const token = randomUUID()
    const heard = new Promise<boolean>((resolve) => echoes.set(token, () => resolve(true)))
    await sql`select pg_notify('account_changed', ${` ${token}`})`.execute(db)
    const isHeard = await Promise.race([heard, delay(heardWithinMs, false, { signal })])
    echoes.delete(token)
    if (!isHeard) throw new Error('no news arrive; is there a pooler before PostgreSQL?')
  }
  function onNotification(_: string, payload: string): void {
    const [accountId, what = ''] = payload.split(' ')
    if (accountId) onChange({ accountId, isOpening: what === 'opened' })
    else echoes.get(what)?.()
  }
  async function keepListening(): Promise<void> {
    for (let wait = 50; !signal.aborted; wait = Math.min(wait * 2, 1_000)) {
      let mine: Line | null = null
      begun = false
      try {
        mine = await openLine({ url, application: 'account news', log, patienceMs, onNotification })
        await listenOn(mine)
      } catch (error) {
        if (!signal.aborted) log.warn({ err: error }, 'account news are away')
        if (begun) wait = 50
      }
      line = null
      await mine?.close()
      await delay(wait, undefined, { signal }).catch(() => {})
    }
  }
  function hearAll(): Promise<boolean> {
    asking ??= ask()
    return asking
  }
  async function ask(): Promise<boolean> {
    await new Promise((resolve) => setImmediate(resolve))
    await asked
    // Whoever comes from here on needs a question of their own.
    asking = null
    const mine = line
    if (mine === null) return false
    const answer = mine.query(question, []).then(
      () => line === mine,
      () => false,
    )
    asked = answer
    return answer
  }
  const listening = keepListening()

  return {
    isListening: () => line !== null,
    hearAll,
    async close() {
      closing.abort()
      await listening
    },
  }
}
