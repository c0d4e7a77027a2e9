import { type RefusalReason, refusals } from '@shiplap/domain/refusal'
import { inputSchemaOf, type JsonSchema, pathNames, pick, toJsonSchema } from './json-schema.ts'
import { takesKey } from './once.ts'
import { statusOf, titles } from './problem.ts'
import type { Route } from './route.ts'

export type Operation = {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly security: readonly object[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: {
    readonly required: true
    readonly content: { readonly 'application/json': { readonly schema: JsonSchema } }
  }
  readonly responses: Readonly<Record<string, object>>
}

type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly schema: JsonSchema
}

export type OpenApi = {
  readonly openapi: '3.1.0'
  readonly info: object
  readonly servers: readonly object[]
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: object
}

/** Describes the rows in OpenAPI 3.1, from the same schemas that read the requests. */
export function createOpenApi(
  routes: readonly Route[],
  { origin, cookieName }: { readonly origin: string; readonly cookieName: string },
): OpenApi {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const route of routes) {
    const here = paths[route.path] ?? {}
    paths[route.path] = here
    here[route.method.toLowerCase()] = operationOf(route)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Shiplap',
      version: '1',
      summary: 'Self-hosted speedrunning for code',
      description:
        'Instants are ISO 8601 in UTC, durations whole milliseconds. A refusal is a problem document (RFC 9457) whose `code` is one of a closed list.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${origin}/api/v1` }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An access token.' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: cookieName,
          description: 'A browser that is signed in.',
        },
      },
      schemas: { Problem: problemSchema },
      responses: { Problem: { description: 'A refusal.', content: problemContent } },
    },
  }
}

function operationOf(route: Route): Operation {
  const schema = inputSchemaOf(route)
  const inPath = pathNames(route.path)
  const hasBody = route.method === 'POST' || route.method === 'PATCH'
  const inQuery = hasBody
    ? route.query
    : Object.keys(schema?.properties ?? {}).filter((name) => !inPath.includes(name))
  const elsewhere = new Set([...inPath, ...inQuery])
  const parameter = (where: 'path' | 'query') => (name: string) => ({
    name,
    in: where,
    required: where === 'path' || (schema?.required ?? []).includes(name),
    schema: schema?.properties?.[name] ?? { type: 'string' },
  })
  const body = hasBody && schema !== null ? pick(schema, (name) => !elsewhere.has(name)) : null
  const isEmpty = body?.type === 'object' && Object.keys(body.properties ?? {}).length === 0
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replace(/[{}]/g, '').replace(/(^|[/_-])+(\w)/g, (_, __, letter: string) => letter.toUpperCase())}`,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description && { description: route.description }),
    security: route.signedIn ? [{ bearer: [] }, { cookie: [] }] : [],
    parameters: [
      ...inPath.map(parameter('path')),
      ...inQuery.map(parameter('query')),
      ...(takesKey(route) ? [keyHeader] : []),
    ],
    ...(body !== null &&
      !isEmpty && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: responsesOf(route),
  }
}

const keyHeader: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: {
    type: 'string',
    minLength: 1,
    maxLength: 255,
    description: 'Sent again with the same key, the request is done once and answered alike, for a day.',
  },
}

function responsesOf({ status, answer, signedIn }: Route): Record<string, object> {
  const content = answer && { 'application/json': { schema: toJsonSchema(answer, 'output') } }
  const good = typeof status === 'number' ? [status] : [200, 201]
  const success = Object.fromEntries(
    good.map((code) => [
      code,
      { description: descriptions[code] ?? 'Done.', ...(code !== 204 && content && { content }) },
    ]),
  )
  const refusal = { $ref: '#/components/responses/Problem' }
  return { ...success, ...(signedIn && { 401: refusal }), 429: refusal, default: refusal }
}

const descriptions: Readonly<Record<number, string>> = {
  200: 'Done.',
  201: 'Made.',
  204: 'Done; nothing to say.',
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'details', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: {
      type: 'string',
      enum: [...Object.keys(refusals), 'internal'],
      description: 'Why not.',
    },
    details: { type: 'object', description: 'Facts about the refusal, such as `fields` or `retryAfterMs`.' },
    requestId: { type: 'string', description: 'Names this request in the log.' },
  },
} as const
const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }

/** Every refusal with its status and title, for the page. */
export const problems = (Object.keys(refusals) as RefusalReason[]).map((reason) => ({
  reason,
  status: statusOf(reason),
  title: titles[refusals[reason]],
}))
