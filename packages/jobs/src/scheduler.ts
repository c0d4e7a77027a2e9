import type { Database } from '@shiplap/db/connect'
import * as schedules from '@shiplap/db/queries/jobs-schedules'
import { nextSlot, parseCron } from './cron.ts'
import { makeEnqueue } from './enqueuer.ts'
import type { Kinds } from './kind.ts'

/** A job that is put in again and again, at the slots of `cron` (UTC). */
export type Schedule<K extends Kinds> = {
  readonly name: string
  readonly cron: string
  readonly kind: keyof K & string
  readonly payload: unknown
}

/**
 * Serves schedules. A slot is served in one transaction: its job goes in and its row moves on, so that whichever worker
 * comes first serves it and no clock that steps back brings it up again. Of slots that passed while nobody worked, one
 * job is put in.
 */
export class Scheduler<K extends Kinds> {
  readonly #db: Database
  readonly #kinds: K
  readonly #schedules: readonly Schedule<K>[]
  #isEntered = false
  constructor({
    db,
    kinds,
    schedules: wanted,
  }: {
    readonly db: Database
    readonly kinds: K
    readonly schedules: readonly Schedule<K>[]
  }) {
    this.#db = db
    this.#kinds = kinds
    this.#schedules = wanted
  }

  /** Serves what is due; returns how many slots. */
  async serve(): Promise<number> {
    if (this.#schedules.length === 0) return 0
    if (!this.#isEntered) await this.#enter()
    const names = this.#schedules.map(({ name }) => name)
    const { enqueue } = makeEnqueue<Kinds>(this.#kinds)
    return this.#db.transaction().execute(async (tx) => {
      const due = await schedules.due(tx, { names })
      for (const { name, kind, cron, payload, nextAt, now } of due) {
        await enqueue(tx, kind, payload)
        await schedules.advance(tx, { name, lastAt: nextAt, nextAt: nextSlot(parseCron(cron), now) })
      }
      return due.length
    })
  }

  async #enter(): Promise<void> {
    const now = await schedules.now(this.#db)
    for (const { name, cron, kind, payload } of this.#schedules)
      await schedules.enter(this.#db, { name, cron, kind, payload, nextAt: nextSlot(parseCron(cron), now) })
    // What an older release had is over; should one of its workers enter it again, nobody of ours serves it.
    await schedules.strikeOutOthers(this.#db, { names: this.#schedules.map(({ name }) => name) })
    this.#isEntered = true
  }
}
