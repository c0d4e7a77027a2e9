import type { AppRouter } from '@shiplap/api/types'
import { createTRPCClient, httpLink } from '@trpc/client'
import type { CredentialStore, Credentials } from './credentials.ts'
import { refusalOf } from './refusal.ts'

export type Tokens = {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresIn: number
}

/** Hands out an access token that still opens something, and gets the next pair when it does not. */
export type Access = {
  /** Null when nobody is signed in. */
  readonly token: () => Promise<string | null>
  /** Says that the server did not take this token, whatever our clock thinks of it. */
  readonly distrust: (token: string | null) => void
  readonly keep: (tokens: Tokens | null) => Promise<void>
}

/** An access token is replaced this long before its end, so that none expires on its way. */
const marginMs = 30_000

export function createAccess({
  origin,
  store,
  onSignedOut,
}: {
  readonly origin: string
  readonly store: CredentialStore
  readonly onSignedOut: () => void
}): Access {
  // Without credentials and apart from the batches: a refresh must not wait for itself.
  const plain = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${origin}/api/trpc` })] })
  let known: Credentials | null = null
  let distrusted: string | null = null
  let refreshing: Promise<string | null> | undefined

  const isGood = ({ accessToken, expiresAt }: Credentials): boolean =>
    accessToken !== distrusted && expiresAt - marginMs > Date.now()

  return {
    async token() {
      if (known !== null && isGood(known)) return known.accessToken
      known = await store.read()
      if (known === null || isGood(known)) return known?.accessToken ?? null
      refreshing ??= store.alone(refresh).finally(() => {
        refreshing = undefined
      })
      return refreshing
    },
    distrust(token) {
      distrusted = token
    },
    async keep(tokens) {
      known = tokens && credentialsOf(tokens)
      await store.write(known)
    },
  }

  async function refresh(): Promise<string | null> {
    // While we waited for our turn, somebody else may have got the next pair.
    known = await store.read()
    if (known === null || isGood(known)) return known?.accessToken ?? null
    try {
      known = credentialsOf(await plain.account.refresh.mutate({ refreshToken: known.refreshToken }))
    } catch (error) {
      const reason = refusalOf(error)?.reason
      // Anything else (no network, a limit, an outage) says nothing about whether we are still signed in.
      if (reason !== 'token.invalid' && reason !== 'token.reused') throw error
      known = null
      await store.write(null)
      onSignedOut()
      return null
    }
    await store.write(known)
    return known.accessToken
  }
}

function credentialsOf({ accessToken, refreshToken, expiresIn }: Tokens): Credentials {
  return { accessToken, refreshToken, expiresAt: Date.now() + expiresIn * 1000 }
}
