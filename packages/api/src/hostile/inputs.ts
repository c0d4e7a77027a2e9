import { z } from 'zod'

type Schema = {
  readonly type?: string
  readonly properties?: Record<string, Schema>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly minimum?: number
  readonly minLength?: number
  readonly minItems?: number
  readonly default?: unknown
}

/** The JSON schema of what a procedure takes; null when it takes nothing. */
export function inputSchema(parser: unknown): Schema | null {
  if (!(parser instanceof z.ZodType)) return null
  return z.toJSONSchema(parser, { io: 'input', unrepresentable: 'any' }) as Schema
}

/** An input with the right shape: what stands in it may not exist, but every field is of its type. */
export function wellFormed(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0]
  if (choice !== undefined) return wellFormed(choice)
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map(wellFormed))
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, part]) => [name, wellFormed(part)]),
    )
  if (schema.type === 'array')
    return Array.from({ length: schema.minItems ?? 1 }, () => wellFormed(schema.items ?? {}))
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1)
  if (schema.type === 'boolean') return true
  if (schema.type === 'null') return null
  return text(schema)
}

function text({ format, minLength = 0 }: Schema): string {
  if (format === 'uuid') return '01890000-0000-7000-8000-000000000000'
  if (format === 'email') return 'someone@example.org'
  if (format === 'date-time') return '2026-01-01T00:00:00.000Z'
  if (format === 'uri') return 'https://example.org/'
  return 'some-text'.padEnd(minLength, 'x')
}

/** The same input again and again, each time with another of its fields replaced by another of `values`. */
export function* spoiled(input: unknown, values: readonly unknown[]): Generator<unknown> {
  for (const value of values) yield value
  if (typeof input !== 'object' || input === null) return
  const fields = Object.entries(input)
  for (const [name, kept] of fields)
    for (const replaced of spoiled(kept, values))
      yield Array.isArray(input) ? input.with(Number(name), replaced) : { ...input, [name]: replaced }
  if (!Array.isArray(input)) {
    yield { ...input, unknownField: 1 }
    for (const [name] of fields) yield Object.fromEntries(fields.filter(([other]) => other !== name))
  }
}
