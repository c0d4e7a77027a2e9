import { nameKey } from './account.ts'
import type { RefusalReason } from './refusal.ts'

export const longestMessage = 4_000

/** A line of a room as it stands now. What does not apply is left out. */
export type Line = {
  /** Its number in the room. */
  readonly seq: number
  readonly kind: 'message' | 'system'
  readonly at: string
  readonly author?: { readonly id: string; readonly name: string }
  /** The sender's own key of it. */
  readonly key?: string
  readonly body: string
  readonly fact?: RoomFact
  /** How long the room's run had lasted. */
  readonly runMs?: number
  readonly editedAt?: string
  readonly removedBy?: 'author' | 'moderator'
}

/** What the system tells in the room of a run. */
export type RoomFact = {
  readonly event:
    | 'started'
    | 'split'
    | 'undone'
    | 'skipped'
    | 'paused'
    | 'resumed'
    | 'finish-undone'
    | 'finished'
    | 'abandoned'
    | 'expired'
    | 'approve'
    | 'reject'
    | 'unverify'
    | 'retime'
  readonly position?: number
  readonly title?: string
  readonly timeMs?: number
}

/** At number `seq` a line came to look like this: a new line (`seq` is the line's own), or an edit or removal of an earlier one. */
export type Entry = { readonly seq: number; readonly line: Line }

/** What a live room sends: a fresh start (its newest lines), an entry, or news that is not kept and bears no number. */
export type LiveEvent = { readonly lines: readonly Line[] } | Entry | PassingEvent
export type PassingEvent =
  | { readonly typing: readonly string[] }
  | { readonly here: { readonly count: number; readonly names: readonly string[] } }
  /** The room itself, or how whoever hears this stands towards it, is not what it was. */
  | { readonly changed: true }
  /** Others than before are members, or with another role. */
  | { readonly people: true }
  /** What moderators see of the room is not what it was; told to them alone. */
  | { readonly desk: true }

/**
 * The present lines after `entry`, in order of their numbers. Applying an entry again changes nothing, and a line that
 * is older than everything in `lines` is left to the page of history it belongs to.
 */
export function applyEntry(lines: readonly Line[], { seq, line }: Entry): readonly Line[] {
  if (line.seq === seq && (lines.at(-1)?.seq ?? 0) < seq) return [...lines, line]
  const at = lines.findIndex((known) => known.seq === line.seq)
  return at === -1 ? lines : lines.with(at, line)
}

type Written = {
  readonly kind: Line['kind']
  readonly authorId: string | null
  readonly removedBy: 'author' | 'moderator' | null
}

export function whyNotEdit(line: Written, accountId: string): RefusalReason | null {
  if (line.kind === 'system' || line.authorId !== accountId) return 'room.forbidden'
  return line.removedBy === null ? null : 'message.removed'
}

export function whyNotRemove(line: Written, accountId: string, mayModerate: boolean): RefusalReason | null {
  if (line.kind === 'system' || (line.authorId !== accountId && !mayModerate)) return 'room.forbidden'
  return line.removedBy === null ? null : 'message.removed'
}

/** Keys of the usernames that a message calls by @name, outside of its code, each once. */
export function mentionsIn(body: string): readonly string[] {
  if (!body.includes('@')) return []
  const prose = body.replace(/```[\s\S]*?(```|$)/g, ' ').replace(/`[^`\n]*`/g, ' ')
  const names = prose.matchAll(/(?<![\w@/.])@([A-Za-z0-9][A-Za-z0-9._-]{1,28}[A-Za-z0-9])/g)
  return [...new Set(Array.from(names, ([, name = '']) => nameKey(name)))].slice(0, mostMentions)
}

const mostMentions = 20
