import { z } from 'zod'
import { direct, type Route } from '../route.ts'

export const instanceRoutes: readonly Route[] = [
  direct('instance.get', {
    method: 'GET',
    path: '/instance',
    tag: 'instance',
    summary: 'The time of the server, in milliseconds since 1970, and the release it runs.',
    signedIn: false,
    answer: z.object({ serverTime: z.int(), deployment: z.string() }),
  }),
]
