import { api } from '@shiplap/client/react'
import type { DeskPage, DeskView } from './desk-view.ts'
import { shown } from './people-page.ts'

/** The desk of a room as it is now. */
export function useDesk({ room, page: { skip, before }, initial }: DeskPage): DeskView {
  const { data } = api.room.desk.useQuery(
    { room, skip, before, limit: shown },
    // What is told of it can be lost; and of a mute that is over nobody tells.
    { initialData: initial, refetchInterval: 20_000, refetchOnWindowFocus: true },
  )
  return data
}
