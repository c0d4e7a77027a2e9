import type { Tx } from '@shiplap/db/connect'
import { enqueue } from '@shiplap/jobs/enqueue'

export async function enqueueRegistered(tx: Tx, { id }: { readonly id: string }): Promise<void> {
  await enqueue(tx, 'account.registered', { accountId: id })
}
