import { api } from '@shiplap/client/react'
import type { RoomView } from './room-view.ts'

/** The people of a room on whom a moderator cannot act, asked for once for all its lines. */
export function useOutranking(view: RoomView): readonly string[] {
  const { data = nobody } = api.room.outranking.useQuery({ room: view.slug }, { enabled: view.mayModerate })
  return data
}

const nobody: readonly string[] = []
