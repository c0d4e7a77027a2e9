import { allProcedures, type Procedure } from '../procedures.ts'
import { drawn } from './arbitrary.ts'
import { spread } from './cases.ts'
import { foreign } from './foreign.ts'
import { inputSchema, wellFormed } from './inputs.ts'
import type { Theirs } from './theirs.ts'
import { hostileValues } from './values.ts'

export type RealCase = {
  readonly path: string
  readonly type: Procedure['_def']['type']
  readonly input: object
}

/** What a schema may let through, and what then meets a column, a cast or a sum that is too narrow for it. */
const extremes: readonly unknown[] = [
  0,
  1,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-29T00:00:00Z',
  '999999999999.99999999999999.01890000-0000-7000-8000-000000000000',
  '0.0.00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '9007199254740991.9007199254740991',
  '9'.repeat(30),
  '-',
  `" OR 'a':* & ! <-> (`,
  '\\',
  "'",
]

/**
 * For every procedure that takes something: an input that names what is really there, with one field more or one field
 * replaced at a time. Inputs that name nothing of this world are refused before most of a procedure has run.
 */
export function realCases(theirs: Theirs, mostPerField: number): readonly RealCase[] {
  return allProcedures().flatMap(({ path, type, inputs }, salt) => {
    const schema = inputSchema(inputs.at(-1))
    const properties = schema?.properties ?? {}
    const real = { ...required(schema, theirs), ...foreign[path]?.input(theirs) }
    return Object.keys(properties).flatMap((field, at) => {
      const values = [...extremes, ...spread([...hostileValues, ...drawn(8, salt + at)], mostPerField)]
      return values.map((value) => ({ path, type, input: { ...real, [field]: value } }))
    })
  })
}

/** The fields that cannot be left out, with what is there where their names say what is meant. */
function required(schema: ReturnType<typeof inputSchema>, theirs: Theirs): object {
  const known: Readonly<Record<string, unknown>> = {
    ...theirs.board,
    room: 'lobby',
    username: theirs.username,
    format: 'csv',
    words: 'owner',
    kind: 'mail',
    target: { ids: [theirs.jobId] },
  }
  const names = schema?.required ?? []
  return Object.fromEntries(
    names.map((name) => [name, known[name] ?? wellFormed(schema?.properties?.[name] ?? {})]),
  )
}
