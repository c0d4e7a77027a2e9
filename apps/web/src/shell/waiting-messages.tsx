'use client'
import { api } from '@shiplap/client/react'
import { useEffect } from 'react'
import { readOutbox } from '../chat/outbox.ts'

/** Takes along what was written in a room and had not reached the server when its page was closed. */
export function WaitingMessages({ accountId }: { readonly accountId: string }) {
  const { client } = api.useUtils()
  useEffect(() => {
    if (readOutbox(accountId).length === 0) return
    // The page of a room sends its own.
    const [, except = null] = /^\/chat\/([^/]+)$/.exec(location.pathname) ?? []
    void import('../chat/send-unsent.ts').then(({ sendUnsent }) => sendUnsent(client, { accountId, except }))
  }, [client, accountId])
  return null
}
