import 'server-only'
import { randomUUID } from 'node:crypto'
import type { AppCaller } from '@shiplap/api/types'
import { headers } from 'next/headers'
import { cache } from 'react'
import { apiOfThisProcess } from './api-slot.ts'

/** The typed api for a page that is rendered on the server, as the visitor who asks for the page. Once for each request. */
export const serverApi = cache(async (): Promise<AppCaller> => {
  const sent = await headers()
  return apiOfThisProcess().caller({
    requestId: randomUUID(),
    ip: null,
    userAgent: sent.get('user-agent'),
    cookies: sent.get('cookie'),
    authorization: null,
    setCookie: () => undefined,
    takesCookies: false,
  })
})
