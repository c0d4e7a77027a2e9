import * as boards from '@shiplap/db/queries/boards'
import * as challenges from '@shiplap/db/queries/challenges'
import * as runs from '@shiplap/db/queries/runs'
import { refuse } from '@shiplap/domain/refusal'
import { type Assistance, armedLifeMs } from '@shiplap/domain/run'
import { enqueue } from '@shiplap/jobs/enqueue'
import type { Context, Identity } from '../context.ts'

type Asked = {
  readonly challenge: string
  readonly category: string
  readonly assistance: Assistance
  readonly stack: readonly string[]
  readonly key: string
}

/** Arms a run and returns its id; asked again with the same key, the id of the run that was armed then. */
export async function armRun(ctx: Context & Identity, asked: Asked): Promise<string> {
  const accountId = ctx.account.id
  const found = (await challenges.forArming(ctx.db, asked)) ?? refuse('category.not-found')
  const { challengeId, epoch, versionId, categoryId, milestoneCount, assistance } = { ...found, ...asked }
  const boardId =
    found.boardId ?? (await boards.ensure(ctx.db, { challengeId, epoch, categoryId, assistance }))
  const { stack, key: armKey } = asked
  const armed = await ctx.db.transaction().execute(async (tx) => {
    const run = { accountId, versionId, categoryId, boardId, stack, milestoneCount, armKey }
    const made = await runs.arm(tx, run)
    if (made) await enqueue(tx, 'run.expire', { runId: made.id }, { delayMs: armedLifeMs })
    return made
  })
  if (armed) return armed.id
  const earlier = (await runs.byArmKey(ctx.db, { accountId, key: armKey })) ?? refuse('run.already-live')
  const isSame = earlier.boardId === boardId && earlier.stack.join() === stack.join()
  return isSame ? earlier.id : refuse('request.key-reused')
}
