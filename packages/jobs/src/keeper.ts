import type { Database } from '@shiplap/db/connect'
import type { KeptLine } from '@shiplap/db/kept-line'
import * as held from '@shiplap/db/queries/jobs-held'
import { promote } from '@shiplap/db/queries/jobs-promote'
import type { Log } from '@shiplap/runtime/log'
import type { HeldJob } from './held-job.ts'
import type { Kind } from './kind.ts'
import type { Presence } from './presence.ts'
import type { Rescuer } from './rescuer.ts'
import type { Runner } from './runner.ts'

const promoteMost = 1_000
/** How long an attempt may take to listen to its signal. */
const graceMs = 5_000
/** What was claimed and has waited so long for a slot is better off with another worker. */
const hoardMs = 250

type Chore = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<unknown> }

/** The chores of a worker, each at its own pace, none of them ever twice at once. */
export class Keeper {
  readonly #chores: readonly Chore[]
  readonly #log: Log
  #isStopped = false
  readonly #timers = new Map<Chore, NodeJS.Timeout>()
  readonly #busy = new Set<Promise<void>>()

  constructor(options: {
    readonly db: Database
    readonly claimLine: KeptLine
    readonly presence: Presence
    readonly rescuer: Rescuer
    readonly runner: Runner
    readonly kindOf: (job: HeldJob) => Kind
    readonly leaseMs: number
    readonly watchMs: number
    readonly pollMs: number
    readonly log: Log
    readonly announce: () => void
    readonly chores?: readonly Chore[]
  }) {
    const { db, presence, rescuer, runner, kindOf, leaseMs, watchMs, pollMs, announce } = options
    this.#log = options.log
    this.#chores = [
      {
        name: 'promote',
        everyMs: pollMs,
        async run() {
          for (;;) {
            const moved = await promote(db, { most: promoteMost })
            if (moved > 0) announce()
            if (moved < promoteMost) return
          }
        },
      },
      { name: 'rescue', everyMs: watchMs, run: () => rescuer.look(performance.now()) },
      {
        name: 'beat',
        everyMs: leaseMs / 5,
        async run() {
          const line = await options.claimLine.open()
          const isIn = await presence.beat(line, { running: runner.running.size })
          if (!isIn) return line.close()
          for (const id of await held.askedToCancel(line, { jobs: [...runner.running] }))
            for (const job of runner.running) if (job.id === id) job.abort('cancelled')
        },
      },
      {
        name: 'limits',
        everyMs: 100,
        async run() {
          const now = performance.now()
          runner.handBack(now - hoardMs)
          for (const job of runner.running) {
            const lateMs = now - job.startedMs - kindOf(job).timeLimitMs
            if (lateMs > 0) job.abort('time limit')
            if (lateMs > graceMs) runner.abandon(job)
          }
        },
      },
      ...(options.chores ?? []),
    ]
  }

  start(): void {
    for (const chore of this.#chores) this.#plan(chore)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    for (const timer of this.#timers.values()) clearTimeout(timer)
    await Promise.all(this.#busy)
  }

  #plan(chore: Chore): void {
    if (this.#isStopped) return
    this.#timers.set(
      chore,
      setTimeout(() => {
        const run = this.#do(chore).finally(() => {
          this.#busy.delete(run)
          this.#plan(chore)
        })
        this.#busy.add(run)
      }, chore.everyMs),
    )
  }

  async #do(chore: Chore): Promise<void> {
    try {
      await chore.run()
    } catch (error) {
      if (!this.#isStopped) this.#log.debug({ err: error, chore: chore.name }, 'chore failed')
    }
  }
}
