import { expect, test } from 'vitest'
import type { Context, Identity, Visitor } from './context.ts'
import { createSocketSessions } from './socket-sessions.ts'

const ada = { account: { id: 'ada', role: 'member' } } as Identity

/** A connection of which nobody knows yet whose it is. */
function aConnection() {
  const closed: number[] = []
  const socket = { OPEN: 1, readyState: 1, close: (code: number) => void closed.push(code) } as const
  return {
    socket: socket as { OPEN: 1; readyState: 0 | 1 | 2 | 3; close: typeof socket.close },
    closed,
    accountId: null,
    role: null,
  }
}

test('connections that close before it is known whose they are do not count among those of an account', async () => {
  const { promise: identity, resolve: tell } = Promise.withResolvers<Identity | null>()
  const sessions = createSocketSessions<ReturnType<typeof aConnection>>({
    watch: { onChange: () => () => {}, mayTrustCopy: () => true } as never, // all that is used of it
    contextOf: () => ({ identify: () => identity }) as Context,
  })
  const gone = Array.from({ length: 100 }, aConnection)
  const admitting = gone.map((connection) => sessions.admit(connection, {} as Visitor))
  for (const connection of gone) {
    connection.socket.readyState = 3
    sessions.forget(connection)
  }
  tell(ada)
  await Promise.all(admitting)

  const here = aConnection()
  await sessions.admit(here, {} as Visitor)
  expect(here).toMatchObject({ accountId: 'ada', closed: [] })
})
