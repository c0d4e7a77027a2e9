import { parseTRPCMessage } from '@trpc/server/rpc'
import { appRouter } from '../root.ts'
import type { RequestId } from './frames.ts'

export type Params = {
  readonly path: string
  readonly input: unknown
  readonly lastEventId?: string | undefined
}
export type Asking = {
  readonly id: RequestId
  readonly jsonrpc?: '2.0' | undefined
  readonly method: 'query' | 'mutation' | 'subscription'
  readonly params: Params
}
export type Message = Asking | { readonly id: RequestId; readonly method: 'subscription.stop' }

/** A message that tRPC's protocol knows, with an id to answer under; null for everything else. */
export function readMessage(raw: unknown): Message | null {
  try {
    const message = parseTRPCMessage(raw, appRouter._def._config.transformer)
    if (!('id' in message)) return null
    const { id } = message
    return typeof id === 'number' || (typeof id === 'string' && id.length <= 64) ? (message as Message) : null
  } catch {
    return null
  }
}

/** The access token that a first message brings, if it brings one. */
export function readToken(text: string): string | null {
  const told = parse(text) as { readonly data?: { readonly accessToken?: unknown } | null } | null
  const token = told?.data?.accessToken
  return typeof token === 'string' ? token : null
}

/** Null where the text is no JSON. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
