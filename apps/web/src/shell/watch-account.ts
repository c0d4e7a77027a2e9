import { createLiveClient } from '@shiplap/client/live-client'
import { refusalOf } from '@shiplap/client/refusal'
import { leave } from './leaving.ts'
import { isStillIn } from './still-in.ts'
import { tellUnread } from './unread.ts'

/** What AccountWatch does, with a connection that is opened for nothing else; returns its end. */
export function watchAccount(readAnew: () => void): () => void {
  const { api, close } = createLiveClient({ origin: location.origin })
  let known: string | undefined
  let watching = begin()
  const notices = api.notice.live.subscribe(undefined, { onData: ({ unread }) => tellUnread(unread) })
  return () => {
    watching.unsubscribe()
    notices.unsubscribe()
    void close()
  }

  function begin() {
    return api.account.watch.subscribe(undefined, {
      onData({ username, role }) {
        const now = `${username} ${role}`
        if (known !== undefined && known !== now) readAnew()
        known = now
      },
      onError(error) {
        const refusal = refusalOf(error)
        if (refusal?.reason !== 'account.signed-out') return
        const { endedBy } = refusal.details
        if (typeof endedBy === 'string') return leave(endedBy)
        // The browser may only have been given a new token that the socket did not have yet.
        void isStillIn().then((still) => {
          if (still) watching = begin()
          else leave('sign-out')
        })
      },
    })
  }
}
