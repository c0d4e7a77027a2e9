import type { IncomingMessage } from 'node:http'
import { refuse } from '@shiplap/domain/refusal'
import { parseJson, readBody } from '../body.ts'
import { inputSchemaOf, type JsonSchema } from './json-schema.ts'
import { actKeyFrom } from './once.ts'
import type { Route } from './route.ts'

/** How the parts of a request to one row become one input, decided once for each row. */
export function createInputReader(route: Route) {
  const schema = inputSchemaOf(route)
  const properties = schema?.properties ?? {}
  const fromBody = route.method === 'POST' || route.method === 'PATCH'
  const ownKey = ['key', 'clientKey'].find((name) => Object.hasOwn(properties, name))
  return async (
    request: IncomingMessage,
    {
      params,
      query,
      key,
    }: {
      readonly params: Readonly<Record<string, string>>
      readonly query: URLSearchParams
      /** Of the request as a whole; becomes the act's own where the body brings none. */
      readonly key: string | null
    },
  ): Promise<unknown> => {
    const sent = fromBody ? parseJson(await readBody(request)) : undefined
    if (sent !== undefined && !isObject(sent)) refuse('request.invalid', { fields: [': must be an object'] })
    if (schema === null) {
      const unknown = Object.keys(sent ?? {})
      if (unknown.length > 0)
        refuse('request.invalid', { fields: unknown.map((name) => `${name}: is not known`) })
      return undefined
    }
    const asked = fromBody ? route.query : [...new Set(query.keys())]
    const told = asked.flatMap((name) =>
      query.has(name) ? [[name, readValue(query, name, properties)]] : [],
    )
    const keyed = key !== null && ownKey !== undefined ? { [ownKey]: actKeyFrom(key) } : {}
    return { ...keyed, ...sent, ...Object.fromEntries(told), ...params }
  }
}

// A query is text; what the schema wants as a number, a truth or a list is read as such, and left for it to refuse.
function readValue(
  query: URLSearchParams,
  name: string,
  properties: Readonly<Record<string, JsonSchema>>,
): unknown {
  const values = query.getAll(name)
  const type = Object.hasOwn(properties, name) ? properties[name]?.type : undefined
  if (type === 'array') return values
  // A name given twice has no meaning, so it is handed on as a list, which the schema refuses.
  if (values.length > 1) return values
  const value = values[0] ?? ''
  if ((type === 'integer' || type === 'number') && /^-?\d{1,16}(\.\d+)?$/.test(value)) return Number(value)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
