import { EnvError, readEnv } from '@shiplap/runtime/env'
import { schema as web } from '@shiplap/web/env'
import { schema as worker } from '@shiplap/worker/env'
import type { Finding } from './finding.ts'

// Made by the start command where nobody sets them.
const made = { DATABASE_URL: true, REDIS_URL: true } as const

/** Whether web and worker could read their settings, and whether people are safe at the address they are given. */
export function checkSettings(source = process.env): readonly Finding[] {
  const what = 'Settings'
  const wrong = [web.partial({ ...made, PEPPER: true }), worker.partial(made)].flatMap((schema) =>
    wrongIn(() => readEnv(schema, source)),
  )
  if (wrong.length > 0)
    return [...new Set(wrong)].map((found) => ({ what, found, todo: 'docs/settings.md says what it takes.' }))
  const { ORIGIN } = readEnv(web.pick({ ORIGIN: true }), source)
  const { protocol, hostname } = new URL(ORIGIN)
  const isSafe = protocol === 'https:' || /^(localhost|127\..*|\[::1\])$/.test(hostname)
  const todo = 'Put a proxy with TLS in front and set ORIGIN=https://…; over http, sessions can be taken.'
  return [
    { what, found: 'can be read' },
    { what: 'Address', found: ORIGIN, ...(!isSafe && { todo }) },
  ]
}

function wrongIn(read: () => unknown): readonly string[] {
  try {
    read()
    return []
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
  }
}
