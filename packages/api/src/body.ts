import type { IncomingMessage } from 'node:http'
import { TRPCError } from '@trpc/server'
import { bodyLimit } from './gate.ts'

/** The whole body as text, unless it grows past the limit while it arrives. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > bodyLimit) throw new TRPCError({ code: 'PAYLOAD_TOO_LARGE' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** What JSON text says; nothing for no text. */
export function parseJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new TRPCError({ code: 'PARSE_ERROR', cause })
  }
}
