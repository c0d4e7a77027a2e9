import { randomUUID } from 'node:crypto'
import type { Database } from '@shiplap/db/connect'
import * as boardEntries from '@shiplap/db/queries/board-entries'
import * as boards from '@shiplap/db/queries/boards'
import * as challenges from '@shiplap/db/queries/challenges'
import type { Assistance, Evidence } from '@shiplap/domain/run'

type Board = { readonly challenge: string; readonly category: string; readonly assistance: Assistance }

/** The id of a board, made if it is not there yet. */
export async function boardIdOf(db: Database, board: Board): Promise<string> {
  const found = await challenges.forArming(db, board)
  if (found === undefined) throw new Error(`there is no ${board.challenge}/${board.category}`)
  return found.boardId ?? boards.ensure(db, { ...found, ...board })
}

/** Puts a finished run with exactly this time in, as if it had been run, and brings its board in step. */
export async function placeRun(
  db: Database,
  board: Board,
  run: {
    readonly accountId: string
    readonly timeMs: number
    readonly endedAt: Date
    readonly stack?: readonly string[]
    readonly evidence?: Evidence
  },
): Promise<string> {
  const boardId = await boardIdOf(db, board)
  const found = await challenges.forArming(db, board)
  if (found === undefined) throw new Error('the board went away')
  const { accountId, timeMs, endedAt, stack = [], evidence = 'timed' } = run
  const startedAt = new Date(endedAt.getTime() - timeMs)
  return db.transaction().execute(async (tx) => {
    const { id } = await tx
      .insertInto('run')
      .values({
        accountId,
        challengeVersionId: found.versionId,
        categoryId: found.categoryId,
        boardId,
        stack: [...stack],
        evidence,
        milestoneCount: found.milestoneCount,
        armKey: randomUUID(),
        armedAt: startedAt,
        state: 'finished',
        lastSeq: 1,
        lastAt: endedAt,
        startedAt,
        endedAt,
        timeMs,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('split')
      .values({
        runId: id,
        position: found.milestoneCount,
        accountId,
        boardId,
        elapsedMs: timeMs,
        segmentMs: null,
      })
      .execute()
    await boardEntries.refresh(tx, { boardId, accountIds: [accountId] })
    return id
  })
}
