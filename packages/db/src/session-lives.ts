import { sql } from 'kysely'

/** Whether a `session` of an `account` opens anything. What ends one is said here, for whoever reads or renews it. */
export const sessionLives = sql<boolean>`(session.state = 'active' and session.epoch = account.epoch
      and account.disabled_at is null and account.deleted_at is null
      and now_at() < least(session.idle_expires_at, session.expires_at))`
