import type { TokenCookie } from '@shiplap/auth/cookie'
import type { Passwords } from '@shiplap/auth/passwords'
import type { Database } from '@shiplap/db/connect'
import type { Role } from '@shiplap/domain/account'
import type { EndedBy } from '@shiplap/domain/device'
import type { Redis } from '@shiplap/redis/connect'
import type { Limiter } from '@shiplap/redis/limiter'
import type { Topics } from '@shiplap/redis/topics'
import type { Log } from '@shiplap/runtime/log'
import type { AccessKeys } from './access-keys.ts'
import type { AccountWatch } from './account-watch.ts'
import type { Copies } from './copies.ts'
import type { RoomFeeds } from './feed/room-feeds.ts'
import type { RoomLife } from './feed/room-life.ts'
import type { Measures } from './measures.ts'
import type { Passes } from './message/passes.ts'
import type { Writer } from './message/writer.ts'
import type { ApiSettings } from './settings.ts'

/** What lives as long as the process. */
export type Services = {
  readonly db: Database
  readonly redis: Redis
  /** News by topic, to and from every process. */
  readonly feed: Topics
  /** The numbered feeds of rooms. */
  readonly rooms: RoomFeeds
  /** Who is typing in rooms and who is there. */
  readonly life: RoomLife
  readonly writer: Writer
  /** Who was let write where lately. */
  readonly passes: Passes
  readonly log: Log
  readonly passwords: Passwords
  readonly limiter: Limiter
  /** Short-lived copies of what PostgreSQL says of sessions and accounts. */
  readonly copies: Copies
  /** Hears of changes to accounts, so that no copy outlives one. */
  readonly watch: AccountWatch
  readonly accessKeys: AccessKeys
  readonly cookies: { readonly session: TokenCookie; readonly device: TokenCookie }
  readonly measures: Measures
  readonly settings: ApiSettings
  /** This process's clock, for what is shown; what is stored or expires goes by the database's. */
  readonly now: () => Date
}

/** Who asks, as far as the request itself tells. */
export type Visitor = {
  readonly requestId: string
  readonly ip: string | null
  readonly userAgent: string | null
  readonly cookies: string | null
  readonly authorization: string | null
  /** Adds a Set-Cookie header to the answer; does nothing where an answer has no headers, as on a WebSocket. */
  readonly setCookie: (cookie: string) => void
  /** False where an answer has no headers, so that nobody is signed in by a cookie that never arrives. */
  readonly takesCookies: boolean
}

export type Identity = {
  readonly account: { readonly id: string; readonly username: string; readonly role: Role }
  readonly session: {
    readonly id: string
    readonly deviceId: string
    readonly means: 'cookie' | 'tokens'
  }
}

/** What every procedure is given. Guards narrow it: after `signedIn` there is an account and a session. */
export type Context = Services & {
  readonly visitor: Visitor
  /** Looks up who is signed in, once however often it is asked within one request. */
  readonly identify: () => Promise<Identity | null>
  /** Who it was when last asked, for what may be begun meanwhile and is taken back if it is somebody else by now. */
  readonly recall: () => Identity | null
  /** Whom `identify` found, for the line that is written of the call. */
  readonly seen: { readonly accountId: string | null }
  /** Why the visitor's credential opens nothing any more; null when it never did. */
  readonly whyOut: () => Promise<EndedBy | null>
}
