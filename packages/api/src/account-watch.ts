import { listenForAccountChanges } from '@shiplap/db/account-news'
import type { Database } from '@shiplap/db/connect'
import * as changes from '@shiplap/db/queries/account-changes'
import type { Log } from '@shiplap/runtime/log'

/** How long a copy of a session or an account may be used without PostgreSQL being asked again. */
export const copyMs = 60_000
const doubtMs = 2 * copyMs

/** Knows of which accounts copies may be out of date, and tells of changes. */
export type AccountWatch = {
  /** Resolves true once every change that was committed before this call has been heard, false when that cannot be said. */
  readonly hearsAll: () => Promise<boolean>
  /** False while a copy of this account's data could be older than a change that was heard, and while any may have been missed. */
  readonly mayTrustCopy: (accountId: string) => boolean
  /** Runs with the id of each account that changes, and with null when some may have changed unheard. */
  readonly onChange: (hear: (accountId: string | null) => void) => () => void
  readonly close: () => Promise<void>
}

/**
 * Redis may be flushed, frozen or restored from an old snapshot, so that a copy of an ended session may come back. Here
 * every process hears of each change from PostgreSQL itself and doubts all copies of that account for longer than any
 * copy lasts; while it cannot hear, it doubts every copy.
 */
export function watchAccounts({
  db,
  url,
  log,
}: {
  readonly db: Database
  readonly url: string
  readonly log: Log
}): AccountWatch {
  const doubted = new Map<string, number>()
  const hearers = new Set<(accountId: string | null) => void>()
  let caughtUp = false
  let closed = false

  const doubt = (accountId: string) => {
    doubted.delete(accountId)
    doubted.set(accountId, performance.now() + doubtMs)
    for (const [id, until] of doubted) {
      if (until > performance.now()) break
      doubted.delete(id)
    }
  }
  const tell = (accountId: string | null) => {
    for (const hear of hearers) hear(accountId)
  }
  const news = listenForAccountChanges({
    db,
    url,
    log,
    onChange({ accountId, isOpening }) {
      if (!isOpening) doubt(accountId)
      tell(accountId)
    },
    onListening() {
      caughtUp = false
      void catchUp()
    },
  })

  /** What changed while nobody listened. */
  async function catchUp(): Promise<void> {
    try {
      for (const id of await changes.since(db, { withinMs: doubtMs })) doubt(id)
      caughtUp = true
      tell(null)
    } catch (error) {
      log.warn({ err: error }, 'account changes could not be read')
      if (!closed) setTimeout(() => void catchUp(), 500).unref()
    }
  }

  return {
    hearsAll: news.hearAll,
    mayTrustCopy: (accountId) =>
      caughtUp && news.isListening() && (doubted.get(accountId) ?? 0) < performance.now(),
    onChange(hear) {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    async close() {
      closed = true
      await news.close()
    },
  }
}
