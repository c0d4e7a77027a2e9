import type { OpenRoom } from '@shiplap/db/queries/messages'
import { createShortMemory } from '../short-memory.ts'

/** That somebody may write in a room, as PostgreSQL said last. It holds until anybody loses a right there. */
export type Pass = OpenRoom & { readonly isMember: boolean }

/**
 * The passes of those who wrote lately. None is trusted: each write says by which it comes, and PostgreSQL refuses one
 * that is out of date in the statement that writes. So whoever goes on writing is not asked for their right each time.
 */
export type Passes = {
  readonly get: (holder: Holder) => Pass | undefined
  readonly keep: (holder: Holder, pass: Pass) => void
  readonly forget: (holder: Holder) => void
}
export type Holder = { readonly accountId: string; readonly room: string }

const keptMs = 60_000

export function createPasses(): Passes {
  const kept = createShortMemory<Pass>({ most: 10_000 })
  const keyOf = ({ accountId, room }: Holder) => `${accountId} ${room}`
  return {
    get: (holder) => kept.get(keyOf(holder)),
    keep: (holder, pass) => kept.put(keyOf(holder), pass, keptMs),
    forget: (holder) => kept.forget(keyOf(holder)),
  }
}
