import type { Line } from '@shiplap/db/line'
import { reconcile } from '@shiplap/db/queries/jobs-held'
import * as workers from '@shiplap/db/queries/jobs-workers'
import type { Log } from '@shiplap/runtime/log'
import type { HeldJob } from './held-job.ts'

/** The place of this worker among the others: its entry, and the lock that shows that it lives. */
export class Presence {
  id = 0
  readonly #introduction: workers.Introduction
  readonly #application: string
  readonly #held: Set<HeldJob>
  readonly #log: Log

  constructor({
    introduction,
    application,
    held,
    log,
  }: {
    readonly introduction: workers.Introduction
    readonly application: string
    readonly held: Set<HeldJob>
    readonly log: Log
  }) {
    this.#introduction = introduction
    this.#application = application
    this.#held = held
    this.#log = log
  }

  /** Enters the worker over a new line, or takes up its entry; then the books are made to agree with the database. */
  async take(line: Line): Promise<void> {
    if (this.id !== 0) {
      if (await workers.resume(line, { id: this.id, application: this.#application })) {
        const known = [...this.#held].map((job) => job.id)
        const freed = await reconcile(line, { id: this.id, known })
        if (freed > 0) this.#log.info({ workerId: this.id, freed }, 'gave back jobs we knew nothing of')
        return
      }
      if (await workers.exists(line, { id: this.id })) throw new Error('another connection holds our place')
      this.#lose()
    }
    this.id = await workers.register(line, this.#introduction)
    this.#log.info({ workerId: this.id, ...this.#introduction }, 'worker entered')
  }

  /** Shows that we live. When others have struck us out, all that we hold is lost and the line has to be opened anew. */
  async beat(line: Line, { running }: { readonly running: number }): Promise<boolean> {
    if (await workers.beat(line, { id: this.id, running })) return true
    this.#lose()
    this.id = 0
    return false
  }

  #lose(): void {
    this.#log.warn({ workerId: this.id, held: this.#held.size }, 'others gave our jobs away')
    for (const job of this.#held) job.abort('lost')
  }
}
