import * as boards from '@shiplap/db/queries/boards'
import * as comparisons from '@shiplap/db/queries/comparisons'
import * as runs from '@shiplap/db/queries/runs'
import { refuse } from '@shiplap/domain/refusal'
import type { Context } from '../context.ts'
import { presentComparisons, presentEvents, presentOwnRun, presentRun } from './present.ts'

/** A run with all that its page needs, for anybody. What can be done with it is told to its runner alone. */
export async function getRun(ctx: Context, { runId }: { readonly runId: string }) {
  const [row, identity] = await Promise.all([runs.byId(ctx.db, { runId }), ctx.identify()])
  if (row === undefined) refuse('run.not-found')
  const isOwn = identity?.account.id === row.accountId
  // Before its start a run is nobody's business but the runner's.
  if (row.state === 'armed' && !isOwn) refuse('run.not-found')
  const [compared, standings] = await Promise.all([
    comparisons.ofRun(ctx.db, { ...row, runId }),
    boards.standingsOfRun(ctx.db, { ...row, runId }),
  ])
  const standing = (name: string) => {
    const found = standings.find(({ lens }) => lens.startsWith(name))
    return found === undefined
      ? null
      : { ...found, rank: found.obsolete ? null : found.rank, lens: undefined }
  }
  return {
    serverTime: row.now,
    run: isOwn ? presentOwnRun(row) : { ...presentRun(row), allowedActions: [] },
    isOwn,
    comparisons: compared === undefined ? null : presentComparisons(compared),
    events: presentEvents(row.events),
    /** Ranks in the lists of all time. Without a rank the runner has a better run. */
    standing: { official: standing('official'), provisional: standing('provisional') },
  }
}
