import type { Place } from '@shiplap/db/queries/boards'
import { refuse } from '@shiplap/domain/refusal'

/** A place in the order of a board as text for an address: time, instant, run. */
export function writeCursor({ timeMs, achievedAt, runId }: Place): string {
  return `${timeMs}.${achievedAt.getTime()}.${runId}`
}

export function readCursor(text: string | undefined): Place | undefined {
  if (text === undefined) return undefined
  const [, timeMs, achievedAt, runId] = cursorPattern.exec(text) ?? refuse('request.invalid')
  return { timeMs: Number(timeMs), achievedAt: new Date(Number(achievedAt)), runId: runId as string }
}

const cursorPattern = /^(\d{1,12})\.(\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
