import type { Line } from '@shiplap/domain/message'
import { useState } from 'react'

/** How many lines of others have come since the reader was last at the end of the room. */
export function useMissed({
  lines,
  newest,
  isThere,
  me,
}: {
  readonly lines: readonly Line[]
  /** The number of the room's newest line, also when it is not among those held. */
  readonly newest: number
  readonly isThere: boolean
  readonly me: string | undefined
}): number {
  const [seen, setSeen] = useState(newest)
  if (isThere && seen !== newest) setSeen(newest)
  const held = lines.filter(({ seq, author }) => seq > seen && author?.id !== me).length
  return held + Math.max(0, newest - Math.max(seen, lines.at(-1)?.seq ?? 0))
}
