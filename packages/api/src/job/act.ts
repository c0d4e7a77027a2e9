import { announceAfterCommit } from '@shiplap/db/announce'
import type { Tx } from '@shiplap/db/connect'
import * as acts from '@shiplap/db/queries/jobs-acts'
import * as jobs from '@shiplap/db/queries/jobs-admin'
import type { Context, Identity } from '../context.ts'
import type { Target } from './input.ts'
import { hiddenFields } from './present.ts'

const most = 10_000
const atOnce = 1_000

/** Does `act` to some jobs or to all that match, and writes down who did it. Returns how many it touched. */
export async function actOnJobs(
  { db }: Pick<Context, 'db'>,
  { account }: Pick<Identity, 'account'>,
  { act, target }: { readonly act: 'retry' | 'cancel' | 'run-now'; readonly target: Target },
): Promise<{ readonly touched: number }> {
  return db.transaction().execute(async (tx) => {
    const ids =
      'ids' in target
        ? target.ids
        : await jobs.matching(tx, { filter: { ...target.matching, hidden: hiddenFields }, most })
    let touched = 0
    for (let from = 0; from < ids.length; from += atOnce)
      touched += await byName[act](tx, ids.slice(from, from + atOnce))
    await acts.audit(tx, { accountId: account.id, act, target, touched })
    await announceAfterCommit(tx, 'job_returned')
    return { touched }
  })
}

const byName = {
  retry: (tx: Tx, ids: readonly number[]) => acts.retry(tx, { ids }),
  'run-now': (tx: Tx, ids: readonly number[]) => acts.runNow(tx, { ids }),
  async cancel(tx: Tx, ids: readonly number[]) {
    const { cancelled, asked } = await acts.cancel(tx, { ids })
    return cancelled + asked
  },
}

/** Keeps a kind from workers, or lets them have it again. */
export async function setPaused(
  { db }: Pick<Context, 'db'>,
  { account }: Pick<Identity, 'account'>,
  { kind, isPaused }: { readonly kind: string; readonly isPaused: boolean },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (isPaused) await acts.pause(tx, { kind, accountId: account.id })
    else await acts.resume(tx, { kind })
    const act = isPaused ? 'pause' : 'resume'
    await acts.audit(tx, { accountId: account.id, act, target: { kind }, touched: 1 })
    await announceAfterCommit(tx, 'job_returned')
  })
}
