import * as accountExports from '@shiplap/db/queries/account-exports'
import type { TransactionalHandler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'

/** Gathers what is kept of an account for its owner. A second try finds it gathered. */
export function accountExport(): TransactionalHandler<Payload<'account.export'>> {
  return { inTransaction: (tx, { payload }) => accountExports.fulfil(tx, { id: payload.exportId }) }
}
