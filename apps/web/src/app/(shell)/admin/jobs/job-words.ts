import type { JobState } from '@shiplap/domain/job'
import type { BadgeTone } from '@shiplap/ui/badge'

/** What people read of each state. The glyph says it again without colour. */
export const stateWords: Readonly<Record<JobState, { readonly word: string; readonly tone: BadgeTone }>> = {
  ready: { word: 'Ready', tone: 'strong' },
  running: { word: '▸ Running', tone: 'yours' },
  scheduled: { word: 'Scheduled', tone: 'plain' },
  retrying: { word: '↻ Retrying', tone: 'gold' },
  dead: { word: '✕ Dead', tone: 'behind' },
  done: { word: '✓ Done', tone: 'ahead' },
  cancelled: { word: 'Cancelled', tone: 'plain' },
}

/** A wait or a duration, short: `4 ms`, `12 s`, `3 min`, `2 h`. */
export function shortly(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 90_000) return `${Math.round(ms / 1_000)} s`
  if (ms < 5_400_000) return `${Math.round(ms / 60_000)} min`
  return `${Math.round(ms / 3_600_000)} h`
}
