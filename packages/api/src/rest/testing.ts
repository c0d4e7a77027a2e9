import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { OpenApi } from './openapi.ts'

type Sent = { readonly token?: string; readonly body?: unknown; readonly key?: string }

/**
 * A program that speaks REST and trusts nothing: every answer is held against the document, so that what is described
 * and what is sent cannot part.
 */
export async function createRestClient(origin: string) {
  const document = (await (await fetch(`${origin}/api/v1/openapi.json`)).json()) as OpenApi
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema({ ...document, $id: 'openapi' })

  return async (method: string, path: string, { token, body, key }: Sent = {}) => {
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const type = response.headers.get('content-type') ?? ''
    // What JSON.parse gives is any; it is held against the document right here.
    const answer = type.endsWith('json') ? JSON.parse(text) : text
    check(method, path.split('?')[0] ?? '', response, answer)
    return { status: response.status, headers: response.headers, answer }
  }

  function check(method: string, path: string, response: Response, answer: unknown): void {
    const template = Object.keys(document.paths).find(
      (known) =>
        new RegExp(`^${known.replace(/\{\w+\}/g, '[^/]+')}$`).test(path) &&
        method.toLowerCase() in (document.paths[known] ?? {}),
    )
    const responses = template && document.paths[template]?.[method.toLowerCase()]?.responses
    if (!template || !responses) throw new Error(`${method} ${path} is not described`)
    if (response.ok && !(response.status in responses))
      throw new Error(`${method} ${path}: ${response.status} is not described`)
    const escaped = template.replaceAll('~', '~0').replaceAll('/', '~1')
    const pointer = response.ok
      ? `openapi#/paths/${escaped}/${method.toLowerCase()}/responses/${response.status}/content/application~1json/schema`
      : 'openapi#/components/schemas/Problem'
    const isDescribed = !response.ok || 'content' in (responses[response.status] ?? {})
    if (!isDescribed) return
    if (!ajv.validate(encodeURI(pointer), answer))
      throw new Error(`${method} ${path} is not as described: ${ajv.errorsText()}\n${JSON.stringify(answer)}`)
  }
}
