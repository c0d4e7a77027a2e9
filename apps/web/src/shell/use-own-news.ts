'use client'
import { refusalOf } from '@shiplap/client/refusal'
import { useState } from 'react'
import { leave } from './leaving.ts'
import { isStillIn } from './still-in.ts'

/**
 * For a subscription to one's own account: leaves the page when the session has ended. When the browser was only given a
 * new token, as after proving again who one is, a socket that is opened before the new cookie has arrived is refused too;
 * then the subscription begins once more with the new one.
 */
export function useOwnNews() {
  const [paused, setPaused] = useState(false)
  return {
    enabled: !paused,
    onError(error: unknown) {
      const refusal = refusalOf(error)
      if (refusal?.reason !== 'account.signed-out') return
      const { endedBy } = refusal.details
      if (typeof endedBy === 'string') return leave(endedBy)
      setPaused(true)
      void isStillIn().then((still) => (still ? setPaused(false) : leave('sign-out')))
    },
  }
}
