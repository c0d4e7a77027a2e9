import type { Database } from './connect.ts'
import { announcers, waiting } from './driver.ts'

/**
 * Sends a NOTIFY on `channel` once the transaction of `tx` has committed, and never when it rolls back. However many ask
 * at once, a pool has one NOTIFY of a channel under way at a time. It is not part of the transaction while there are many,
 * because a NOTIFY takes a lock of the whole server at commit: single enqueues were 2.6 times slower with it. Whoever
 * listens polls too, so that a lost one costs a poll interval and nothing else.
 */
export async function announceAfterCommit(tx: Database, channel: string): Promise<void> {
  await tx.getExecutor().provideConnection(async (connection) => {
    if (tx.isTransaction) waiting.get(connection)?.add(channel)
    else announcers.get(connection)?.announce(channel)
  })
}

/**
 * Does `act`, which is news on `channel`. Where `tells` is true nobody else of this pool has any, so that `act` sends the
 * NOTIFY itself, in its own statement: whoever listens hears of it one round trip sooner.
 */
export async function announcing<T>(
  db: Database,
  channel: string,
  act: (db: Database, tells: boolean) => Promise<T>,
): Promise<T> {
  if (!db.isTransaction)
    return db.connection().execute(async (one) => {
      const announcer = await one
        .getExecutor()
        .provideConnection(async (connection) => announcers.get(connection))
      return announcer === undefined
        ? act(one, false)
        : announcer.around(channel, (isAlone) => act(one, isAlone))
    })
  const done = await act(db, false)
  await announceAfterCommit(db, channel)
  return done
}
