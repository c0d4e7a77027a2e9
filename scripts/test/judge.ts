import type { Outcome } from './tally.ts'

/** Failures that no test accounts for are counted as one. */
export function judge({ passed, failed, ok, output }: Outcome & { readonly ok: boolean }): Outcome {
  return { passed, failed: failed === 0 && (!ok || passed === 0) ? 1 : failed, output }
}
