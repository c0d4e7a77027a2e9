import { z } from 'zod'
import { procedureAt } from '../procedures.ts'
import type { Route } from './route.ts'

export type JsonSchema = {
  readonly [key: string]: unknown
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

/** What a row takes, as JSON Schema of what is sent; null when it takes nothing. */
export function inputSchemaOf({ takes }: Route): JsonSchema | null {
  const schema = typeof takes === 'string' ? procedureAt(takes)?._def.inputs[0] : takes
  return schema === undefined ? null : toJsonSchema(schema, 'input')
}

export function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ jsonSchema }) {
      // What is sent to us must be known; what we send may have more than a client of today knows.
      if (io === 'output') delete jsonSchema.additionalProperties
    },
  })
  return rest as JsonSchema
}

/** The names in `{}` of a path. */
export const pathNames = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name))

/** The part of an object schema that has these properties, or all but these. */
export function pick(schema: JsonSchema, has: (name: string) => boolean): JsonSchema {
  const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => has(name)))
  const { required: all = [], ...rest } = schema
  const required = all.filter(has)
  return { ...rest, properties, ...(required.length > 0 && { required }) }
}
