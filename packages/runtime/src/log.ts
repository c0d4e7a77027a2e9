import { pino } from 'pino'

/** Structured log, one JSON line an event. Names that could carry a secret are struck out wherever they stand. */
export type Log = {
  readonly debug: (fields: object, event: string) => void
  readonly info: (fields: object, event: string) => void
  readonly warn: (fields: object, event: string) => void
  readonly error: (fields: object, event: string) => void
}

export function createLog({
  name,
  level = 'info',
  write,
}: {
  readonly name: string
  readonly level?: string
  /** Takes each line instead of standard output. */
  readonly write?: (line: string) => void
}): Log {
  const options = {
    name,
    level,
    redact: { paths: secretPaths, censor: '[secret]' },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  return write === undefined ? pino(options) : pino(options, { write })
}

/** For tests that have nothing to say. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }

const secrets = ['password', 'token', 'code', 'cookie', 'authorization', 'refreshToken', 'accessToken']
const secretPaths = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
