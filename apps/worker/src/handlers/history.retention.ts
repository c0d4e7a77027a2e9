import type { Database } from '@shiplap/db/connect'
import { forgetDays, prepareDays } from '@shiplap/db/queries/jobs-history'
import type { Handler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'

/** Days that are made ahead, so that a worker may be away for some of them. */
const daysAhead = 7

/** Cuts the history of jobs into days and forgets the old ones. A second try finds nothing left to do. */
export function historyRetention({
  db,
  historyDays,
}: {
  readonly db: Database
  readonly historyDays: number
}): Handler<Payload<'history.retention'>> {
  return async () => {
    await prepareDays(db, { days: daysAhead })
    await forgetDays(db, { days: historyDays })
  }
}
