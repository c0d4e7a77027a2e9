import * as comparisons from '@shiplap/db/queries/comparisons'
import * as runs from '@shiplap/db/queries/runs'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { id } from '../input.ts'
import { asExchange } from './exchange.ts'
import { asLiveSplit } from './livesplit.ts'
import { presentComparisons, presentRun } from './present.ts'

export const exportInput = z.strictObject({ runId: id, format: z.enum(['livesplit', 'exchange']) })

/** A run as a file for other timers: LiveSplit's splits, or the exchange format that Splits.io introduced. */
export async function exportRun(ctx: Context, { runId, format }: z.output<typeof exportInput>) {
  const row = (await runs.byId(ctx.db, { runId })) ?? refuse('run.not-found')
  // Before its start a run is nobody's business but the runner's, who cannot export it either.
  if (row.state === 'armed') refuse('run.not-found')
  if (row.state !== 'finished') refuse('run.not-finished')
  const found = await comparisons.ofRun(ctx.db, { ...row, runId })
  const exported = { run: presentRun(row), golds: found ? presentComparisons(found).golds : [] }
  const name = `${row.challenge}-${row.category}-${row.username}`
  return format === 'livesplit'
    ? { fileName: `${name}.lss`, mediaType: 'application/xml', text: asLiveSplit(exported) }
    : {
        fileName: `${name}.json`,
        mediaType: 'application/json',
        text: `${JSON.stringify(asExchange(exported), null, 2)}\n`,
      }
}
