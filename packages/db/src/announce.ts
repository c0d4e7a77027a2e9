import type { Database } from './connect.ts'
import { announcers, waiting } from './driver.ts'

/**
 * Sends a NOTIFY on `channel` once the transaction of `tx` has committed, and never when it rolls back. However many ask
 * at once, a pool has one NOTIFY of a channel under way at a time. It is not part of the transaction, because a NOTIFY
 * takes a lock of the whole server at commit: single enqueues were 2.6 times slower with it. Whoever listens polls too,
 * so that a lost one costs a poll interval and nothing else.
 */
export async function announceAfterCommit(tx: Database, channel: string): Promise<void> {
  await tx.getExecutor().provideConnection(async (connection) => {
    if (tx.isTransaction) waiting.get(connection)?.add(channel)
    else announcers.get(connection)?.announce(channel)
  })
}
