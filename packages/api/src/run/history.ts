import * as history from '@shiplap/db/queries/run-history'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { id, pageSize, slug, text } from '../input.ts'

export const historyInput = z.strictObject({
  username: text(30, 1),
  challenge: slug.optional(),
  /** The last run of the page before. */
  before: id.optional(),
  limit: pageSize(100, 30),
})

type Asked = z.output<typeof historyInput>

/** A runner's runs, the newest first. Runs that were given up are shown to the runner alone. */
export async function readHistory(ctx: Context, { username, challenge, before, limit }: Asked) {
  const { account, own } = await runnerNamed(ctx, username)
  const rows = await history.page(ctx.db, {
    accountId: account.id,
    own,
    challenge: challenge ?? null,
    before: before ?? null,
    limit: limit + 1,
  })
  return {
    runner: account.username,
    runs: rows.slice(0, limit).map((row) => ({
      ...row,
      armedAt: row.armedAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    })),
    next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
  }
}

/** What a runner's profile draws: totals, activity, progress per board and time lost per segment. */
export async function readStats(ctx: Context, { username }: Pick<Asked, 'username'>) {
  const { account } = await runnerNamed(ctx, username)
  const [totals, boards] = await Promise.all([
    history.totals(ctx.db, { accountId: account.id }),
    history.progress(ctx.db, { accountId: account.id, limit: 20 }),
  ])
  return {
    runner: { username: account.username, since: account.createdAt.toISOString() },
    totals: totals ?? { started: 0, finished: 0, approved: 0, onTheClockMs: 0, records: 0, days: [] },
    boards,
  }
}

async function runnerNamed(ctx: Context, username: string) {
  const [account, identity] = await Promise.all([history.accountByName(ctx.db, { username }), ctx.identify()])
  if (account === undefined) refuse('account.not-found')
  return { account, own: identity?.account.id === account.id }
}
