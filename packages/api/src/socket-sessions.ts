import type { WebSocket } from 'ws'
import type { AccountWatch } from './account-watch.ts'
import type { Context } from './context.ts'

/** Close code of a socket whose device session has ended; the reason says what ended it. */
export const sessionEndedCode = 4401

const mostPerAccount = 100

/**
 * Keeps which sockets belong to which account, and closes those whose session has ended: on the news of a change, from
 * whichever process it comes. PostgreSQL is asked before closing, since most changes end nothing.
 */
export function createSocketSessions({ watch }: { readonly watch: AccountWatch }) {
  const contexts = new Map<string, Map<WebSocket, Context>>()

  const stop = watch.onChange((accountId) => {
    for (const id of accountId === null ? contexts.keys() : [accountId])
      for (const [socket, context] of contexts.get(id) ?? []) void check(socket, context)
  })

  return {
    /**
     * Notes whose socket this is; one whose session ended while it was opening is closed at once, and so is one more than
     * an account may have.
     */
    async admit(socket: WebSocket, context: Context): Promise<void> {
      const identity = await context.identify()
      if (identity === null) return
      if ((contexts.get(identity.account.id)?.size ?? 0) >= mostPerAccount) {
        socket.close(1013, 'too many connections')
        return
      }
      remember(contexts, identity.account.id, socket, context)
      // Whatever changed before this line was not heard for this socket.
      if (!watch.mayTrustCopy(identity.account.id)) await check(socket, context)
    },
    close: stop,
  }
}

async function check(socket: WebSocket, context: Context): Promise<void> {
  try {
    if ((await context.identify()) !== null) return
    socket.close(sessionEndedCode, (await context.whyOut()) ?? 'signed out')
  } catch {
    // PostgreSQL is away, so nobody knows; the next call on this socket is refused until somebody does.
  }
}

function remember(
  contexts: Map<string, Map<WebSocket, Context>>,
  accountId: string,
  socket: WebSocket,
  context: Context,
): void {
  const those = contexts.get(accountId) ?? new Map<WebSocket, Context>()
  contexts.set(accountId, those.set(socket, context))
  socket.once('close', () => {
    those.delete(socket)
    if (those.size === 0) contexts.delete(accountId)
  })
}
