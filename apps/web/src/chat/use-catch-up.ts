import { api } from '@shiplap/client/react'
import type { RoomView } from './room-view.ts'

/**
 * Looks after a cut whether the room, or how one stands towards it, is what it was: nobody tells that twice. Only where it
 * is not is all that shows it read anew, since everybody comes back at once after a restart of the server.
 */
export function useCatchUp(view: RoomView, onChanged: () => void): () => void {
  const { client } = api.useUtils()
  return () =>
    void client.room.get.query({ room: view.slug }).then(
      (now) => standing(now) === standing(view) || onChanged(),
      // Not there any more, or not for us: what is read anew says so.
      onChanged,
    )
}

/** Of a room all but how far its lines go, which come by themselves. */
const standing = (room: RoomView) => JSON.stringify({ ...room, lastSeq: 0, readSeq: 0 })
