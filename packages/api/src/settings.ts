import type { AccountSettings } from './account-settings.ts'

/** What the api needs to know from outside. The app that composes it reads these from its environment. */
export type ApiSettings = {
  readonly databaseUrl: string
  /** PostgreSQL itself, where `databaseUrl` is a pooler's: what is listened to passes none. */
  readonly listenUrl?: string | undefined
  readonly redisUrl: string
  /** Scheme, host and port under which people reach this instance; links and Origin checks use it, never the Host header. */
  readonly origin: string
  /** At least 32 random bytes that key password hashes and codes; kept outside the database. */
  readonly pepper: string
  readonly dataDir: string
  /** How many proxies in front of us write X-Forwarded-For. */
  readonly trustedProxies: number
  /** bcrypt's cost: 2^cost rounds. */
  readonly passwordCost: number
  readonly accounts: AccountSettings
  /** How many messages an account may send to one room, in any stretch of `perMs`. */
  readonly messages: { readonly points: number; readonly perMs: number }
  /** Changes with each release; a browser that holds another one offers to reload. */
  readonly deployment: string
}
