import * as boardEntries from '@shiplap/db/queries/board-entries'
import * as boardRecords from '@shiplap/db/queries/board-records'
import type { Handler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'
import type { Tools } from './index.ts'

/** Writes a board anew from runs and verdicts, some hundred runners at a time so that nobody waits long for its lock. */
export function boardRebuild({ db }: Pick<Tools, 'db'>): Handler<Payload<'board.rebuild'>> {
  return async ({ payload: { boardId }, signal }) => {
    let after: string | null = null
    for (;;) {
      signal.throwIfAborted()
      const accountIds = await boardEntries.runnersAfter(db, { boardId, after, limit: atOnce })
      if (accountIds.length === 0) break
      await db.transaction().execute((tx) => boardEntries.refresh(tx, { boardId, accountIds }))
      after = accountIds.at(-1) ?? null
    }
    await db.transaction().execute(async (tx) => {
      await boardEntries.recount(tx, { boardId })
      await boardRecords.rebuild(tx, { boardId })
    })
  }
}

const atOnce = 200
