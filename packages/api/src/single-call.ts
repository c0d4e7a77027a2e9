import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { getErrorShape, getTRPCErrorFromUnknown } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { parseJson, readBody } from './body.ts'
import type { Context } from './context.ts'
import { perform } from './perform.ts'
import { type Procedure, procedureAt } from './procedures.ts'
import { retryAfterSeconds } from './retry-after.ts'
import { appRouter } from './root.ts'

/**
 * The procedure that a request calls when it is one plain call with a JSON input, the usual case; undefined when it is a
 * batch, a subscription, unknown or called by the wrong method, which the stock adapter answers. Clients notice no
 * difference; the plain call costs a third, since no Request and Response objects are made for it.
 */
export function calledAlone(path: string, query: URLSearchParams, method: string): Procedure | undefined {
  if (query.has('batch')) return undefined
  const procedure = procedureAt(path)
  return procedure?._def.type === methods[method] ? procedure : undefined
}

const methods: Readonly<Record<string, string>> = { GET: 'query', POST: 'mutation' }

export async function answerSingleCall({
  request,
  response,
  headers,
  procedure,
  path,
  query,
  context,
}: {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly headers: OutgoingHttpHeaders
  readonly procedure: Procedure
  readonly path: string
  readonly query: URLSearchParams
  readonly context: Context
}): Promise<void> {
  const { type } = procedure._def
  try {
    const rawInput = parseJson(type === 'query' ? (query.get('input') ?? '') : await readBody(request))
    const data = await perform(procedure, { path, ctx: context, rawInput })
    send(response, 200, headers, { result: data === undefined ? {} : { data } })
  } catch (thrown) {
    const error = getTRPCErrorFromUnknown(thrown)
    const wait = retryAfterSeconds([error])
    if (wait !== null) response.setHeader('retry-after', String(wait))
    const config = appRouter._def._config
    const shape = getErrorShape({ config, error, type, path, input: undefined, ctx: context })
    send(response, getHTTPStatusCodeFromError(error), headers, { error: shape })
  }
}

function send(response: ServerResponse, status: number, headers: OutgoingHttpHeaders, body: object): void {
  // As text it leaves in one piece with its head; bytes would be a second one.
  const text = JSON.stringify(body)
  const length = Buffer.byteLength(text)
  response.writeHead(status, { ...headers, 'content-type': 'application/json', 'content-length': length })
  // What has as many bytes as letters is ASCII, whose encoding needs no second look at it.
  response.end(text, length === text.length ? 'latin1' : 'utf8')
}
