import { randomInt } from 'node:crypto'
import type { Context } from './context.ts'

/**
 * Does what follows from a call a moment after its answer: for what happens only where an account is there. Neither how
 * long the answer takes nor how long the next one takes tells who asked for an account that exists, since the moment is
 * a different one each time. `lost` is written down where it fails.
 */
export function afterAnswer(ctx: Context, lost: string, act: () => Promise<unknown>): void {
  setTimeout(() => act().catch((error) => ctx.log.error({ err: error }, lost)), randomInt(20, 200))
}
