/** What a program is signed in with. Whoever holds it is signed in, so a store keeps it from others' eyes. */
export type Credentials = {
  readonly accessToken: string
  readonly refreshToken: string
  /** When the access token ends, in milliseconds since 1970 by this machine's clock. */
  readonly expiresAt: number
}

/**
 * Where credentials are kept between calls. A refresh token serves once, so whoever refreshes must be the only one to do
 * so: `alone` keeps all others that use the same store out while `act` runs.
 */
export type CredentialStore = {
  readonly read: () => Promise<Credentials | null>
  readonly write: (credentials: Credentials | null) => Promise<void>
  readonly alone: <T>(act: () => Promise<T>) => Promise<T>
}

/** Keeps credentials for as long as the process lives. */
export function memoryStore(kept: Credentials | null = null): CredentialStore {
  let credentials = kept
  let last: Promise<unknown> = Promise.resolve()
  return {
    read: async () => credentials,
    write: async (next) => {
      credentials = next
    },
    alone(act) {
      const turn = last.then(act)
      last = turn.catch(() => {})
      return turn
    },
  }
}
