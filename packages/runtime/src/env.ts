import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Thrown with every wrong setting at once, one line each, never with a setting's value. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
}

/**
 * Reads an app's settings: parses `source` by `schema`, takes a secret `X` from the file named by `X_FILE`,
 * and reports all that is wrong in one EnvError.
 */
export function readEnv<S extends z.ZodObject>(
  schema: S,
  source: Readonly<Record<string, string | undefined>> = process.env,
): z.output<S> {
  const problems: string[] = []
  const values: Record<string, string> = {}
  for (const name of Object.keys(schema.shape)) {
    const value = source[name] ?? fromFile(source[`${name}_FILE`], name, problems)
    if (value !== undefined && value !== '') values[name] = value
  }
  const parsed = schema.safeParse(values)
  if (!parsed.success)
    problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  if (problems.length > 0 || !parsed.success)
    throw new EnvError(
      `These settings need your attention:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    )
  return parsed.data
}

function fromFile(path: string | undefined, name: string, problems: string[]): string | undefined {
  if (path === undefined) return undefined
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    problems.push(`${name}_FILE: the file cannot be read`)
    return undefined
  }
}

/** A whole number written in decimal, between `min` and `max`. */
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`))

export const postgresUrl = z
  .string('must be set, as postgres://user:password@host:port/database')
  .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
export const redisUrl = z
  .string('must be set, as redis://host:port')
  .regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')

/** What each process that tells its measures needs to know. */
export const metricsVariables = {
  METRICS_PORT: wholeNumber(0, 65_535)
    .optional()
    .describe(
      'Port for /metrics in the text format of Prometheus; not served without it. Not for the public.',
    ),
  METRICS_HOST: z.string().default('127.0.0.1').describe('Address for /metrics to listen on.'),
}
