import type { Database } from './connect.ts'
import * as boardEntries from './queries/board-entries.ts'
import * as boardRecords from './queries/board-records.ts'

/**
 * Writes what a board says anew from runs and verdicts, some hundred runners at a time so that nobody waits long for its
 * lock. The board stays readable throughout; being stopped halfway leaves it as true as it was.
 */
export async function rebuildBoard(
  db: Database,
  { boardId, signal }: { readonly boardId: string; readonly signal: AbortSignal },
): Promise<void> {
  let after: string | null = null
  for (;;) {
    signal.throwIfAborted()
    const accountIds: readonly string[] = await boardEntries.runnersAfter(db, {
      boardId,
      after,
      limit: atOnce,
    })
    if (accountIds.length === 0) break
    await db.transaction().execute((tx) => boardEntries.refresh(tx, { boardId, accountIds }))
    after = accountIds.at(-1) ?? null
  }
  for (const lens of await boardEntries.lists(db, { boardId })) {
    signal.throwIfAborted()
    await db.transaction().execute((tx) => boardEntries.recount(tx, { boardId, lens }))
  }
  await db.transaction().execute((tx) => boardRecords.rebuild(tx, { boardId }))
}

const atOnce = 200
