import type { Context, Identity } from './context.ts'

/** Turns once at the start and then after each change of one's own account or its sessions, wherever that is made. */
export async function* ownChanges(
  ctx: Context & Identity,
  signal: AbortSignal | undefined,
): AsyncGenerator<void> {
  // One change may come while another is worked on; turning once more covers both.
  let changed = true
  let wake = () => {}
  const stop = ctx.watch.onChange((accountId) => {
    if (accountId !== null && accountId !== ctx.account.id) return
    changed = true
    wake()
  })
  const aborted = () => signal?.aborted === true
  signal?.addEventListener('abort', () => wake())
  try {
    while (!aborted()) {
      if (changed) {
        changed = false
        yield
      } else
        await new Promise<void>((resolve) => {
          wake = resolve
          if (changed || aborted()) resolve()
        })
    }
  } finally {
    stop()
  }
}
