import type { Role } from '@shiplap/domain/account'
import type { WebSocket } from 'ws'
import type { AccountWatch } from './account-watch.ts'
import type { Context, Visitor } from './context.ts'

/** Close code of a socket whose device session has ended; the reason says what ended it. */
export const sessionEndedCode = 4401

const mostPerAccount = 100

type Holder = {
  readonly socket: Pick<WebSocket, 'close' | 'readyState' | 'OPEN'>
  /** Whose connection this is, once it is noted here. */
  accountId: string | null
  /** What its owner was when it opened: subscriptions were let in by that. */
  role: Role | null
}

/**
 * Keeps which connections belong to which account, and closes those whose session has ended or whose owner has another
 * role: on the news of a change, from whichever process it comes. PostgreSQL is asked before closing, since most changes
 * end nothing.
 */
export function createSocketSessions<Of extends Holder>({
  watch,
  contextOf,
}: {
  readonly watch: AccountWatch
  readonly contextOf: (visitor: Visitor) => Context
}) {
  const accounts = new Map<string, Map<Of, Visitor>>()

  const stop = watch.onChange((accountId) => {
    for (const id of accountId === null ? accounts.keys() : [accountId])
      for (const [connection, visitor] of accounts.get(id) ?? []) void check(connection, contextOf(visitor))
  })

  return {
    /**
     * Notes whose connection this is; one whose session ended while it was opening is closed at once, and so is one more
     * than an account may have.
     */
    async admit(connection: Of, visitor: Visitor): Promise<void> {
      const context = contextOf(visitor)
      const identity = await context.identify()
      // One that closed meanwhile has said goodbye already.
      if (identity === null || connection.socket.readyState !== connection.socket.OPEN) return
      const { id, role } = identity.account
      const those = accounts.get(id) ?? new Map<Of, Visitor>()
      if (those.size >= mostPerAccount) {
        connection.socket.close(1013, 'too many connections')
        return
      }
      accounts.set(id, those.set(connection, visitor))
      connection.accountId = id
      connection.role = role
      // Whatever changed before this line was not heard for this connection.
      if (!watch.mayTrustCopy(id)) await check(connection, context)
    },
    /** Forgets a connection that is gone. */
    forget(connection: Of): void {
      if (connection.accountId === null) return
      const those = accounts.get(connection.accountId)
      those?.delete(connection)
      if (those?.size === 0) accounts.delete(connection.accountId)
    },
    close: stop,
  }
}

async function check({ socket, role }: Holder, context: Context): Promise<void> {
  try {
    const identity = await context.identify()
    if (identity?.account.role === role) return
    // Whoever is still signed in comes back at once, and is let in to what the new role may.
    if (identity !== null) return socket.close(1012, 'role changed')
    socket.close(sessionEndedCode, (await context.whyOut()) ?? 'signed out')
  } catch {
    // PostgreSQL is away, so nobody knows; the next call on this socket is refused until somebody does.
  }
}
