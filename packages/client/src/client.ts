import type { AppRouter, Inputs, Outputs } from '@shiplap/api/types'
import { createTRPCClient, retryLink, type TRPCClient, type TRPCLink } from '@trpc/client'
import { createAccess, type Tokens } from './access.ts'
import { type CredentialStore, memoryStore } from './credentials.ts'
import { links } from './links.ts'
import { refusalOf } from './refusal.ts'

export type Account = Outputs['account']['logIn']['account']
type Device = NonNullable<Inputs['account']['logIn']['device']>

/** A program's way into an instance: typed procedures, a device session that stays fresh, subscriptions that come back. */
export type Client = {
  /** Every procedure: `client.api.board.page.query(…)`, `client.api.run.start.mutate(…)`, `client.api.run.live.subscribe(…)`. */
  readonly api: TRPCClient<AppRouter>
  /** What its calls go through, for hooks that are to speak for the same device session. */
  readonly links: readonly TRPCLink<AppRouter>[]
  readonly register: (who: {
    readonly username: string
    readonly password: string
    readonly email?: string
  }) => Promise<Account>
  readonly signIn: (who: { readonly login: string; readonly password: string }) => Promise<Account>
  /** Has a six-digit code sent; `confirm` signs in with it. An address that nobody has becomes an account. */
  readonly signInByEmail: (who: { readonly email: string }) => Promise<PendingSignIn>
  readonly signOut: () => Promise<void>
  /** Ends the subscriptions and the socket. Credentials stay in their store. */
  readonly close: () => Promise<void>
}
export type PendingSignIn = {
  readonly isNewDevice: boolean
  readonly confirm: (code: string) => Promise<Account>
}

export function createClient({
  url,
  credentials = memoryStore(),
  device,
  onSignedOut = () => {},
  WebSocket,
}: {
  /** Scheme, host and port of the instance, such as https://lap.example.org. */
  readonly url: string
  /** Where the credentials are kept; for as long as the process lives where nothing is named. */
  readonly credentials?: CredentialStore
  /** What this is called in the owner's list of devices. */
  readonly device?: Device
  /** Called when the session was ended elsewhere. */
  readonly onSignedOut?: () => void
  readonly WebSocket?: typeof globalThis.WebSocket
}): Client {
  const origin = url.replace(/\/+$/, '')
  const access = createAccess({ origin, store: credentials, onSignedOut })
  let last: string | null = null
  const connection = links({
    origin,
    ...(WebSocket && { WebSocket }),
    async headers(): Promise<Record<string, string>> {
      last = await access.token()
      return last === null ? {} : { authorization: `Bearer ${last}` }
    },
    async connectionParams() {
      const token = await access.token()
      return token === null ? null : { accessToken: token }
    },
  })
  const through: readonly TRPCLink<AppRouter>[] = [
    // A token that ended early (revoked keys, a clock that is wrong) is replaced once before anybody hears of it.
    retryLink<AppRouter>({
      retry({ error, attempts, op }) {
        if (op.type === 'subscription' || attempts > 1 || last === null) return false
        if (refusalOf(error)?.reason !== 'account.signed-out') return false
        access.distrust(last)
        return true
      },
    }),
    ...connection.links,
  ]
  const api = createTRPCClient<AppRouter>({ links: [...through] })
  const asDevice = { means: 'tokens' as const, ...(device && { device }) }

  async function begin({ account, tokens }: { account: Account; tokens: Tokens | null }): Promise<Account> {
    await access.keep(tokens)
    connection.reconnect()
    return account
  }

  return {
    api,
    links: through,
    register: async (who) => begin(await api.account.register.mutate({ ...who, ...asDevice })),
    signIn: async (who) => begin(await api.account.logIn.mutate({ ...who, ...asDevice })),
    async signInByEmail({ email }) {
      const { type = 'othr', ...rest } = device ?? {}
      const pending = await api.device.startSession.mutate({
        mode: 'email',
        user: { email },
        device: { type, ...rest },
        means: 'tokens',
      })
      const { id, token, isNewDevice } = pending
      return {
        isNewDevice,
        async confirm(code) {
          // Without a token this device is signed in to this very account already.
          if (token === null) return api.account.me.query()
          return begin(await api.device.confirmSession.mutate({ id, token, code, means: 'tokens' }))
        },
      }
    },
    async signOut() {
      await api.account.logOut.mutate()
      await access.keep(null)
      connection.reconnect()
    },
    close: connection.close,
  }
}

export type { AppRouter, Inputs, Outputs } from '@shiplap/api/types'
