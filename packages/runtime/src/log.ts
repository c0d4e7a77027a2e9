import { type DestinationStream, pino, stdSerializers } from 'pino'
import { strikeOut } from './strike-out.ts'

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
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => strikeOut(fields),
    },
    serializers: { err: (error: Error) => strikeOut(stdSerializers.err(error), 1) },
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  return pino(options, write === undefined ? gathering() : { write })
}

/**
 * Writes lines a few kilobytes at a time and at the latest after a twentieth of a second, since a write for each costs more
 * than all else about it. Whatever ends a process other than a SIGKILL leaves nothing unwritten.
 */
function gathering(): DestinationStream {
  const out = pino.destination({ fd: 1, minLength: 4_096, sync: true })
  const flush = () => {
    try {
      out.flushSync()
    } catch {
      // Nobody reads any more; a log that cannot be written must not end what it is about.
    }
  }
  setInterval(flush, 50).unref()
  process.once('exit', flush)
  return out
}

/** For tests that have nothing to say. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
