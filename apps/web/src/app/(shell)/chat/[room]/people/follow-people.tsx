'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { useReadAnew } from '../../../../../chat/use-read-anew.ts'

/** Keeps the page of a room's people as it is now: what changes is read anew, and so is all that may have while nobody heard. */
export function FollowPeople({ room }: { readonly room: string }) {
  const utils = api.useUtils()
  const readAnew = useReadAnew()
  const readDesk = () => utils.room.desk.invalidate({ room })
  const readPeople = () => {
    void utils.room.members.invalidate({ room })
    void readDesk()
  }
  api.message.live.useSubscription(
    { room },
    {
      onStarted: readPeople,
      onData({ data }) {
        if ('changed' in data) readAnew()
        else if ('people' in data) readPeople()
        else if ('desk' in data) void readDesk()
      },
      onError(error) {
        // Who may not read the room any more is told so by the page.
        if (refusalOf(error) !== null) readAnew()
      },
    },
  )
  return null
}
