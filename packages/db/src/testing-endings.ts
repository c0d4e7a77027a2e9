import type { EndedBy } from './queries/device-sessions.ts'
import * as sessions from './queries/device-sessions.ts'
import type { TestDatabase } from './testing.ts'

type Ended = { readonly id: string; readonly accountId: string }

/** Whatever makes a session open nothing more, by the reason that its holder is told. */
export const endings = {
  device: ({ db }, { id, accountId }) => sessions.end(db, { accountId, which: { id }, by: 'device' }),
  everywhere: ({ rows }, { accountId }) => rows`update account set epoch = epoch + 1 where id = ${accountId}`,
  admin: ({ rows }, { accountId }) => rows`update account set disabled_at = now_at() where id = ${accountId}`,
  deletion: ({ rows }, { accountId }) => rows`
    update account set deleted_at = now_at(), email = null, email_key = null, password_hash = null
    where id = ${accountId}`,
  time: ({ rows }, { id }) =>
    rows`update device_session set idle_expires_at = now_at() - interval '1 ms' where id = ${id}`,
} as const satisfies Partial<Record<EndedBy, (database: TestDatabase, session: Ended) => Promise<unknown>>>
