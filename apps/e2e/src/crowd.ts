// A board with more runners than a person could make wait for: finished runs are written down as if they had been run.
import { randomUUID } from 'node:crypto'
import { connect, type Tx } from '@shiplap/db/connect'
import * as accounts from '@shiplap/db/queries/accounts'
import * as boardEntries from '@shiplap/db/queries/board-entries'
import * as boards from '@shiplap/db/queries/boards'
import * as challenges from '@shiplap/db/queries/challenges'
import { nameKey } from '@shiplap/domain/account'
import { silentLog } from '@shiplap/runtime/log'
import { product } from './product.ts'

type Board = { readonly challenge: string; readonly category: string }
type Runner = { readonly username: string; readonly timeMs: number; readonly stack?: readonly string[] }

/** Puts runners on a board (unassisted) with exactly these times. */
export async function crowd(board: Board, runners: readonly Runner[]): Promise<void> {
  const db = connect({ url: product.databaseUrl, max: 1, log: silentLog, application: 'e2e' })
  const assistance = 'unassisted'
  const found = await challenges.forArming(db, { ...board, assistance })
  if (!found) throw new Error(`there is no ${board.challenge}/${board.category}`)
  const boardId = found.boardId ?? (await boards.ensure(db, { ...found, assistance }))
  await db.transaction().execute(async (tx) => {
    const accountIds: string[] = []
    for (const runner of runners) accountIds.push(await place(tx, { ...found, boardId }, runner))
    await boardEntries.refresh(tx, { boardId, accountIds })
  })
  await db.destroy()
}

type Found = NonNullable<Awaited<ReturnType<typeof challenges.forArming>>>

async function place(tx: Tx, found: Found & { readonly boardId: string }, runner: Runner): Promise<string> {
  const { username, timeMs, stack = [] } = runner
  const nobody = { email: null, emailKey: null, passwordHash: 'nobody signs in with this' }
  const account = await accounts.insert(tx, { username, usernameKey: nameKey(username), ...nobody })
  if (account === undefined) throw new Error(`${username} is taken`)
  const endedAt = new Date()
  const startedAt = new Date(endedAt.getTime() - timeMs)
  const { versionId: challengeVersionId, categoryId, boardId, milestoneCount } = found
  await tx
    .insertInto('run')
    .values({
      accountId: account.id,
      challengeVersionId,
      categoryId,
      boardId,
      milestoneCount,
      stack: [...stack],
      armKey: randomUUID(),
      armedAt: startedAt,
      startedAt,
      endedAt,
      timeMs,
      state: 'finished',
      lastSeq: 1,
      lastAt: endedAt,
    })
    .execute()
  return account.id
}
