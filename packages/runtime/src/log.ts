import { pino } from 'pino'

/** Structured log, one JSON line an event. Names that could carry a secret are struck out wherever they stand. */
export type Log = {
  readonly debug: (fields: object, event: string) => void
  readonly info: (fields: object, event: string) => void
  readonly warn: (fields: object, event: string) => void
  readonly error: (fields: object, event: string) => void
}

export function createLog({ name, level = 'info' }: { readonly name: string; readonly level?: string }): Log {
  return pino({
    name,
    level,
    redact: { paths: secretPaths, censor: '[secret]' },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  })
}

/** For tests that have nothing to say. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }

const secrets = ['password', 'token', 'code', 'cookie', 'authorization', 'refreshToken', 'accessToken']
const secretPaths = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
