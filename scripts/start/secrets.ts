import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { Unable } from './explain.ts'

// What each process is given by the environment. Made once and kept: without the pepper nobody can sign in any more.
const names = ['PEPPER', 'SETUP_TOKEN'] as const
export type Secrets = Readonly<Record<(typeof names)[number], string>>

/**
 * The secrets kept in `file`; those that are not there yet are made and added. One that the environment sets, itself or
 * as a file, goes before.
 */
export function keepSecrets(file: string, env: NodeJS.ProcessEnv = process.env): Secrets {
  const kept = existsSync(file) ? read(file) : {}
  const made = names.filter((name) => kept[name] === undefined)
  for (const name of made) kept[name] = randomBytes(32).toString('base64url')
  if (made.length > 0) write(file, kept)
  return Object.fromEntries(names.map((name) => [name, given(env, name) ?? kept[name]])) as Secrets
}

function given(env: NodeJS.ProcessEnv, name: string): string | undefined {
  if (env[name]) return env[name]
  const file = env[`${name}_FILE`]
  return file ? readFileSync(file, 'utf8').trim() : undefined
}

function read(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new Unable(
      `The secrets in ${file} cannot be read. Restore the file from a backup; only if there is none, remove it:
new secrets are made then, and everybody has to reset their password.`,
    )
  }
}

// Written beside its place, flushed and moved there: a crash leaves the old secrets or the new ones, never half.
function write(file: string, secrets: Record<string, string>): void {
  const beside = `${file}.new`
  const handle = openSync(beside, 'w', 0o600)
  writeSync(handle, `${JSON.stringify(secrets, null, 2)}\n`)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(beside, file)
}
