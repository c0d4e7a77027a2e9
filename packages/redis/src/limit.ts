/** At most `points` in any stretch of `perMs`, for each `key`. */
export type Limit = { readonly key: string; readonly points: number; readonly perMs: number }
export type Taken =
  | {
      readonly ok: true /** Returns the point, for what turned out not to count. */
      readonly giveBack: () => Promise<void>
    }
  | { readonly ok: false; readonly retryAfterMs: number }
