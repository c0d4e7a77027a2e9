import { connect } from '@shiplap/db/connect'
import { migrate } from '@shiplap/db/migrate'
import { silentLog } from '@shiplap/runtime/log'
import type { Place, Servers } from '../frame/servers.ts'

/** A database with the product's tables, and Redis, for the time of `act`. */
export async function inChatPlace<T>(servers: Servers, act: (place: Place) => Promise<T>): Promise<T> {
  const place = await servers.freshPlace()
  const db = connect({ url: place.postgresUrl, log: silentLog, application: 'bench', max: 1 })
  await migrate(db)
  await db.destroy()
  try {
    return await act(place)
  } finally {
    await place.drop()
  }
}
