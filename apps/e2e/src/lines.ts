import { randomUUID } from 'node:crypto'
import { connect } from '@shiplap/db/connect'
import * as accounts from '@shiplap/db/queries/accounts'
import * as messages from '@shiplap/db/queries/messages'
import * as rooms from '@shiplap/db/queries/rooms'
import { nameKey } from '@shiplap/domain/account'
import { silentLog } from '@shiplap/runtime/log'
import { product } from './product.ts'

/** What somebody said in a room before anybody looks at it: more than the limit would let through in a test's time. */
export async function putLines(
  slug: string,
  { author, bodies }: { readonly author: string; readonly bodies: readonly string[] },
): Promise<void> {
  const db = connect({ url: product.databaseUrl, max: 1, log: silentLog, application: 'e2e' })
  const room = await rooms.standing(db, { room: { slug }, accountId: null })
  const authorId = (await accounts.byLogin(db, { key: nameKey(author) }))?.id
  if (room === undefined || authorId === undefined) throw new Error(`no room ${slug}, or no ${author}`)
  await messages.insert(db, {
    room,
    drafts: bodies.map((body) => ({ authorId, clientKey: randomUUID(), body })),
  })
  await db.destroy()
}
