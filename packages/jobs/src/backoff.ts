const longestMs = 3_600_000

/**
 * How long a job waits after its `attempt`-th failure: `firstMs` doubled each time, an hour at most, and then anything
 * from half of that to all of it, so that jobs that failed together do not come back together. `luck` is 0 up to 1.
 */
export function backoffMs({
  attempt,
  firstMs,
  luck,
}: {
  readonly attempt: number
  readonly firstMs: number
  readonly luck: number
}): number {
  const longest = Math.min(longestMs, firstMs * 2 ** (attempt - 1))
  return Math.round(longest * (0.5 + luck / 2))
}
