import { setTimeout as delay } from 'node:timers/promises'
import { type KeptLine, LineClosed } from '@shiplap/db/kept-line'
import type { Line } from '@shiplap/db/line'
import * as ends from '@shiplap/db/queries/jobs-finish'
import type { Log } from '@shiplap/runtime/log'
import type { HeldJob } from './held-job.ts'
import type { Kind } from './kind.ts'
import { done, type Verdict } from './verdict.ts'

/** Larger flushes are no faster. */
export const flushMost = 500

type Ending = { readonly job: HeldJob; readonly verdict: Verdict }

/**
 * Tells the database what became of jobs, over a line of its own so that claims never wait for it. One flush is under way
 * at a time and takes what has gathered meanwhile. A job leaves `held` only when the database has agreed.
 */
export class Finisher {
  readonly held: Set<HeldJob>
  #plain: HeldJob[] = []
  #other: Ending[] = []
  #isFlushing = false
  readonly #settled = new Set<() => void>()
  readonly #line: KeptLine
  readonly #kindOf: (job: HeldJob) => Kind
  readonly #log: Log
  readonly #onFreed: () => void
  readonly #onTaken: () => void

  constructor({
    line,
    held,
    kindOf,
    log,
    onFreed,
    onTaken,
  }: {
    readonly line: KeptLine
    readonly held: Set<HeldJob>
    readonly kindOf: (job: HeldJob) => Kind
    readonly log: Log
    /** Called when jobs were put back where others may claim them. */
    readonly onFreed: () => void
    /** Called whenever fewer ends wait to be stored. */
    readonly onTaken: () => void
  }) {
    this.#line = line
    this.held = held
    this.#kindOf = kindOf
    this.#log = log
    this.#onFreed = onFreed
    this.#onTaken = onTaken
  }

  get waiting(): number {
    return this.#plain.length + this.#other.length
  }

  add(job: HeldJob, verdict: Verdict): void {
    if (verdict === done && job.at !== null && !job.isKeyed && this.#kindOf(job).secret.length === 0)
      this.#plain.push(job)
    else this.#other.push({ job, verdict })
    if (this.#isFlushing) return
    this.#isFlushing = true
    // Jobs that take no time end many to a turn of the event loop; they go together.
    setImmediate(() => this.#flush())
  }

  /** Resolves once the database knows every end. */
  async settled(): Promise<void> {
    if (this.#isFlushing) await new Promise<void>((resolve) => this.#settled.add(resolve))
  }

  async #flush(): Promise<void> {
    while (this.waiting > 0) {
      const plain = this.#plain.splice(0, flushMost)
      const other = this.#other.splice(0, flushMost)
      try {
        const line = await this.#line.open()
        const finishing = plain.length > 0 ? this.#finish(line, plain) : undefined
        // Once PostgreSQL has something to do, so that jobs run meanwhile.
        this.#onTaken()
        await finishing
        for (const job of plain.splice(0)) this.held.delete(job)
        if (other.length > 0) await this.#settle(line, other)
        for (const { job } of other.splice(0)) this.held.delete(job)
      } catch (error) {
        this.#plain.unshift(...plain)
        this.#other.unshift(...other)
        if (error instanceof LineClosed) break
        this.#log.warn({ err: error, waiting: this.waiting }, 'ends of jobs not yet stored')
        await delay(50)
      }
    }
    this.#isFlushing = false
    for (const resolve of this.#settled) resolve()
    this.#settled.clear()
  }

  async #finish(line: Line, jobs: readonly HeldJob[]): Promise<void> {
    const finished = await ends.finish(line, jobs as readonly (HeldJob & { at: string })[]) // `add` let no others in
    // Some rows have moved, or somebody else has the job. What is finished already is not found a second time.
    if (finished < jobs.length)
      await this.#settle(
        line,
        jobs.map((job) => ({ job, verdict: done })),
      )
  }

  async #settle(line: Line, endings: readonly Ending[]): Promise<void> {
    const settled = await ends.settle(
      line,
      endings.map(({ job, verdict }) => asSettled(job, verdict, this.#kindOf(job))),
    )
    const isNews = settled.some(({ outcome, hasSuccessor }) => hasSuccessor || outcome === 'back')
    // Where a limit was in the way, the end of one job is the chance of the next.
    if (isNews || endings.some(({ job }) => this.#kindOf(job).limit !== null)) this.#onFreed()
    if (settled.length < endings.length)
      this.#log.debug({ given: endings.length, ours: settled.length }, 'some ends were not ours to tell')
  }
}

/** The words of an ending for the database. */
export function asSettled(
  job: Pick<HeldJob, 'id' | 'kind' | 'priority' | 'token'>,
  verdict: Verdict,
  kind: Kind | undefined,
): ends.Settled {
  const { id, priority, token } = job
  return { id, kind: job.kind, priority, token, ...verdict, strike: kind?.secret ?? [] }
}
