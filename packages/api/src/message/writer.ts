import type { Database } from '@shiplap/db/connect'
import { isOutage, isUniqueViolation } from '@shiplap/db/outage'
import * as mentions from '@shiplap/db/queries/mentions'
import type { EntryRow } from '@shiplap/db/queries/message-line'
import * as messages from '@shiplap/db/queries/messages'
import { mentionsIn } from '@shiplap/domain/message'
import { Refusal } from '@shiplap/domain/refusal'
import { enqueue } from '@shiplap/jobs/enqueue'
import type { RoomFeeds } from '../feed/room-feeds.ts'

/** Writes what people send, a batch at a time for each room. */
export type Writer = {
  /**
   * Resolves once the line is committed, or was before (`isRepeat`), with its number; with null when somebody has lost a
   * right in the room since it was opened to the writer, who must ask again then.
   */
  readonly send: (room: messages.OpenRoom, draft: messages.Draft) => Promise<Sent | null>
}
export type Sent = { readonly seq: number; readonly isRepeat: boolean }

type Waiting = {
  readonly draft: messages.Draft
  readonly resolve: (sent: Sent | null) => void
  readonly reject: (error: unknown) => void
}

const largestBatch = 100

/**
 * One queue for each room that is written to; the next batch starts when the one before has returned, so the busier a room
 * is, the more lines share one statement and one wait for the room's lock.
 */
export function createWriter({
  db,
  feeds,
}: {
  readonly db: Database
  readonly feeds: Pick<RoomFeeds, 'tell'>
}): Writer {
  const queues = new Map<string, Waiting[]>()

  async function run(name: string, room: messages.OpenRoom, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) await write(room, queue.splice(0, largestBatch))
    queues.delete(name)
  }

  async function write(room: messages.OpenRoom, batch: readonly Waiting[]): Promise<void> {
    try {
      const { first, twice } = parted(batch)
      settle(first, await insert(room, first))
      if (twice.length > 0) await write(room, twice)
    } catch (error) {
      if (isUniqueViolation(error, 'message_once')) await writeWithoutRepeats(room, batch)
      // A line that cannot be written (its author has just gone) must not take the others with it.
      else if (batch.length > 1 && !isOutage(error)) for (const one of batch) await write(room, [one])
      else for (const { reject } of batch) reject(error)
    }
  }

  async function insert(
    room: messages.OpenRoom,
    batch: readonly Waiting[],
  ): Promise<readonly EntryRow[] | null> {
    const drafts = batch.map(({ draft }) => draft)
    const calls = drafts.map(({ body }) => mentionsIn(body))
    const added = calls.every((names) => names.length === 0)
      ? await messages.insert(db, { room, drafts })
      : await db.transaction().execute(async (tx) => {
          const added = await messages.insert(tx, { room, drafts })
          for (const [at, { seq }] of (added?.entries ?? []).entries()) {
            const nameKeys = calls[at] ?? []
            if (nameKeys.length === 0) continue
            const called = await mentions.mention(tx, { roomId: room.id, seq, nameKeys })
            if (called.length > 0) await enqueue(tx, 'room.notify', { roomId: room.id, seq })
          }
          return added
        })
    if (added !== null) feeds.tell(room.id, added.epoch, added.entries)
    return added?.entries ?? null
  }

  /** The statement failed as a whole, so what was not sent before is still to be written. */
  async function writeWithoutRepeats(room: messages.OpenRoom, batch: readonly Waiting[]): Promise<void> {
    try {
      const drafts = batch.map(({ draft }) => draft)
      const known = await messages.sentBefore(db, { roomId: room.id, drafts })
      for (const { index, seq, isSame } of known) {
        if (isSame) batch[index]?.resolve({ seq, isRepeat: true })
        else batch[index]?.reject(new Refusal('request.key-reused'))
      }
      const repeated = new Set(known.map(({ index }) => index))
      const rest = batch.filter((_, index) => !repeated.has(index))
      if (rest.length > 0) await write(room, rest)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  return {
    send: (room, draft) =>
      new Promise((resolve, reject) => {
        // Who was let in at another time stands in another queue: what became of one's right says nothing of the other's.
        const name = `${room.id} ${room.access}`
        const queue = queues.get(name)
        if (queue !== undefined) queue.push({ draft, resolve, reject })
        else {
          const started = [{ draft, resolve, reject }]
          queues.set(name, started)
          // A moment later, so that what comes in the same tick shares the first statement.
          setImmediate(() => void run(name, room, started))
        }
      }),
  }
}

/** One statement cannot take the same key twice; the second waits and finds the first. */
function parted(batch: readonly Waiting[]) {
  const seen = new Set<string>()
  const first: Waiting[] = []
  const twice: Waiting[] = []
  for (const waiting of batch) {
    const key = `${waiting.draft.authorId} ${waiting.draft.clientKey}`
    if (seen.has(key)) twice.push(waiting)
    else first.push(waiting)
    seen.add(key)
  }
  return { first, twice }
}

function settle(batch: readonly Waiting[], entries: readonly EntryRow[] | null): void {
  for (const [at, { resolve }] of batch.entries()) {
    const entry = entries?.[at]
    resolve(entry === undefined ? null : { seq: entry.seq, isRepeat: false })
  }
}
