import { connect } from '@shiplap/db/connect'
import * as accounts from '@shiplap/db/queries/accounts'
import * as members from '@shiplap/db/queries/room-members'
import * as moderation from '@shiplap/db/queries/room-moderation'
import * as rooms from '@shiplap/db/queries/rooms'
import { nameKey } from '@shiplap/domain/account'
import { silentLog } from '@shiplap/runtime/log'
import { product } from './product.ts'

/** More members of a room than a page shows, each of them muted by somebody, as if they had come one after the other. */
export async function fillRoom(
  slug: string,
  { usernames, mutedBy }: { readonly usernames: readonly string[]; readonly mutedBy: string },
): Promise<void> {
  const db = connect({ url: product.databaseUrl, max: 1, log: silentLog, application: 'e2e' })
  const room = await rooms.standing(db, { room: { slug }, accountId: null })
  if (room === undefined) throw new Error(`there is no room ${slug}`)
  const actorId = (await accounts.byLogin(db, { key: nameKey(mutedBy) }))?.id
  if (actorId === undefined) throw new Error(`there is no ${mutedBy}`)
  const nobody = { email: null, emailKey: null, passwordHash: 'nobody signs in with this' }
  for (const username of usernames)
    await db.transaction().execute(async (tx) => {
      const account = await accounts.insert(tx, { username, usernameKey: nameKey(username), ...nobody })
      if (account === undefined) throw new Error(`${username} is taken`)
      const who = { roomId: room.id, accountId: account.id }
      await members.join(tx, who)
      await moderation.sanction(tx, { ...who, kind: 'mute', forMs: null, reason: '' })
      await moderation.audit(tx, { roomId: room.id, actorId, act: 'mute', subjectId: account.id })
    })
  await db.destroy()
}
