import { api } from '@shiplap/client/react'
import { useRouter } from 'next/navigation'

/** Reads the room anew, wherever it is shown: a page has it from the server, a dock by a query. */
export function useReadAnew() {
  const utils = api.useUtils()
  const router = useRouter()
  return () => {
    void utils.room.invalidate()
    router.refresh()
  }
}
