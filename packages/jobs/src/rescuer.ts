import type { Database } from '@shiplap/db/connect'
import type { KeptLine } from '@shiplap/db/kept-line'
import { settle } from '@shiplap/db/queries/jobs-finish'
import { heldBy } from '@shiplap/db/queries/jobs-held'
import * as workers from '@shiplap/db/queries/jobs-workers'
import type { Log } from '@shiplap/runtime/log'
import { asSettled } from './finisher.ts'
import type { Kinds } from './kind.ts'
import { judgeLost } from './verdict.ts'

const atOnce = 500

type RescuerOptions = {
  readonly db: Database
  readonly line: KeptLine
  readonly kinds: Kinds
  readonly workerId: () => number
  readonly leaseMs: number
  readonly log: Log
  /** Called when jobs were put back where others may claim them. */
  readonly onFreed: () => void
}

type Watched = { readonly seenAt: number; readonly sinceMs: number; readonly wasFree: boolean }

/**
 * Finds workers that are gone and gives their jobs to others. A worker is gone when its lock is free at two looks in a
 * row, so that one that has only lost its connection has time to come back; or when its heartbeat has stood still for a
 * whole lease by the clock of this process: no two clocks are compared, so that none that jumps can kill a worker.
 */
export class Rescuer {
  readonly #watched = new Map<number, Watched>()
  readonly #options: RescuerOptions
  constructor(options: RescuerOptions) {
    this.#options = options
  }

  /** Looks once. */
  async look(nowMs: number): Promise<void> {
    const { db, workerId, leaseMs, log } = this.#options
    const others = await workers.others(db, { id: workerId() })
    const gone: number[] = []
    for (const { id, seenAt, isFree } of others) {
      const before = this.#watched.get(id)
      const hasBeaten = before === undefined || before.seenAt !== seenAt.getTime()
      const sinceMs = hasBeaten ? nowMs : before.sinceMs
      this.#watched.set(id, { seenAt: seenAt.getTime(), sinceMs, wasFree: isFree })
      if (isFree && before?.wasFree === true) gone.push(id)
      else if (!isFree && nowMs - sinceMs > leaseMs) {
        log.warn({ workerId: id }, 'worker is frozen: ending its line')
        await workers.endLine(db, { id })
      }
    }
    const present = new Set(others.map((other) => other.id))
    for (const id of this.#watched.keys()) if (!present.has(id)) this.#watched.delete(id)
    for (const id of gone) await this.#rescue(id)
  }

  /** Forgets what was seen: after a break of our own, what looks free may only be slower to come back than we were. */
  forget(): void {
    this.#watched.clear()
  }

  async #rescue(id: number): Promise<void> {
    const { db, log, kinds, onFreed } = this.#options
    const line = await this.#options.line.open()
    if (!(await workers.hold(line, { id }))) return
    let freed = 0
    for (;;) {
      const lost = await heldBy(db, { workerId: id, most: atOnce })
      if (lost.length === 0) break
      const settled = await settle(
        line,
        lost.map((job) => asSettled(job, judgeLost({ ...job, luck: Math.random() }), kinds[job.kind])),
      )
      freed += settled.length
    }
    await workers.strikeOut(line, { id })
    this.#watched.delete(id)
    log.warn({ workerId: id, freed }, 'worker was lost: its jobs are free')
    onFreed()
  }
}
