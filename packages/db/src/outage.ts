import { DatabaseError } from 'pg'

/** True for an error that says "PostgreSQL cannot be reached or cannot answer now", as against a mistake of ours. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof DatabaseError) return outageStates.test(error.code ?? '')
  return 'code' in error && typeof error.code === 'string'
    ? /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/.test(error.code)
    : /^(Query read timeout|timeout exceeded when trying to connect|Connection terminated|Client (has encountered a connection error|was closed) and is not queryable)/.test(
        error.message,
      )
}

/** True for what pg gives up waiting for: the answer may still be under way, so that the connection is of no use any more. */
export const isReadTimeout = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Query read timeout'

// 08 connection, 53 resources (too many connections, disk full), 57P01–05 shut down or starting, 57014 statement timeout, 25006 read-only.
const outageStates = /^(08...|53...|57P0.|57014|25006)$/

/** True when a statement failed because of this unique index. */
export function isUniqueViolation(error: unknown, index: string): boolean {
  return error instanceof DatabaseError && error.code === '23505' && error.constraint === index
}
