import { rulesOf, runOf } from '@shiplap/client/run/run-of'
import type { WatchedRun } from './view.ts'

/** Where a desk begins: the run as the server last showed it. */
export function sheetOf(view: WatchedRun) {
  return { rules: rulesOf(view), run: runOf(view), submitted: view.submission !== null }
}
