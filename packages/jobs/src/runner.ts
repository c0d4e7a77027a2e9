import type { Database, Tx } from '@shiplap/db/connect'
import type { Handlers, TransactionalHandler } from './handler.ts'
import { Aborted, type HeldJob } from './held-job.ts'
import type { Kinds } from './kind.ts'
import { KindBook } from './kind-book.ts'
import { readPayload } from './payload.ts'
import { done, handedBack, judge, type Verdict } from './verdict.ts'

type Run = (job: HeldJob) => unknown

export type RunnerOptions = {
  readonly kinds: Kinds
  readonly handlers: Handlers<Kinds>
  readonly concurrency: number
  readonly db: Database
  /** Completes a job inside a transaction; throws when the job is no longer ours. */
  readonly completeIn: (tx: Tx, job: HeldJob) => Promise<void>
  /** Takes what became of a job; a verdict of undefined means that the database knows already. */
  readonly onEnd: (job: HeldJob, verdict: Verdict | undefined) => void
  /** Called after ends, once what was waiting for their slots has begun. */
  readonly onRoom: () => void
  /** Ends are stored too slowly: nothing more begins until `resume`. What has ended and is not stored runs twice after a kill. */
  readonly isCongested: () => boolean
}

/** Runs claimed jobs in `concurrency` slots, in the order in which they were claimed. */
export class Runner {
  readonly books = new Map<string, KindBook>()
  readonly running = new Set<HeldJob>()
  readonly concurrency: number
  #buffer: HeldJob[] = []
  #next = 0
  readonly #runs = new Map<string, Run>()
  readonly #options: RunnerOptions
  readonly #idle = new Set<() => void>()

  constructor(options: RunnerOptions) {
    this.#options = options
    this.concurrency = options.concurrency
    for (const [name, kind] of Object.entries(options.kinds)) {
      const handler = options.handlers[name]
      if (handler === undefined) continue
      this.books.set(name, new KindBook(name, kind))
      this.#runs.set(name, 'inTransaction' in handler ? this.#inTransaction(handler) : (handler as Run))
    }
  }

  get buffered(): number {
    return this.#buffer.length - this.#next
  }
  get free(): number {
    return Math.max(0, this.concurrency - this.running.size - this.buffered)
  }

  take(jobs: readonly HeldJob[]): void {
    for (const job of jobs) {
      this.#buffer.push(job)
      this.#book(job).buffered++
    }
    this.#pump()
  }

  /** Fewer ends wait to be stored. */
  resume(): void {
    this.#pump()
  }

  /** Gives back what was claimed before `beforeMs` and has not begun. */
  handBack(beforeMs = Number.POSITIVE_INFINITY): void {
    const kept: HeldJob[] = []
    for (const job of this.#buffer.slice(this.#next)) {
      if (job.takenMs >= beforeMs) {
        kept.push(job)
        continue
      }
      const book = this.#book(job)
      book.buffered--
      book.learnWait(performance.now() - job.takenMs, this.concurrency)
      this.#end(job, handedBack, book)
    }
    this.#buffer = kept
    this.#next = 0
    this.#options.onRoom()
  }

  /** Resolves once nothing runs. */
  async idle(): Promise<void> {
    if (this.running.size > 0) await new Promise<void>((resolve) => this.#idle.add(resolve))
  }

  /** Ends an attempt that did not listen to its signal: its slot is free again. */
  abandon(job: HeldJob): void {
    if (!this.running.has(job)) return
    const error = new Aborted(job.aborted ?? 'time limit')
    this.#leave(job)
    this.#end(job, this.#verdict(job, error), this.#book(job))
    this.#pump()
    this.#options.onRoom()
  }

  #pump(): void {
    const { isCongested } = this.#options
    while (this.running.size < this.concurrency && this.#next < this.#buffer.length && !isCongested()) {
      const job = this.#buffer[this.#next++] as HeldJob // the line above says that it is there
      if (this.#next === this.#buffer.length) {
        this.#buffer = []
        this.#next = 0
      }
      this.#start(job)
    }
  }

  #start(job: HeldJob): void {
    const book = this.#book(job)
    book.buffered--
    book.running++
    this.running.add(job)
    job.startedMs = performance.now()
    let result: unknown
    try {
      job.payload = readPayload(job, book.kind)
      result = (this.#runs.get(job.kind) as Run)(job) // only kinds with a handler are claimed
    } catch (error) {
      result = Promise.reject(error)
    }
    Promise.resolve(result).then(
      (answer) => this.#finished(job, book, answer === completed ? undefined : done),
      (error) => this.#finished(job, book, this.#verdict(job, error)),
    )
  }

  #finished(job: HeldJob, book: KindBook, verdict: Verdict | undefined): void {
    if (!this.running.has(job)) return
    book.learn(performance.now() - job.startedMs)
    this.#leave(job)
    this.#end(job, verdict, book)
    this.#pump()
    this.#options.onRoom()
  }

  #leave(job: HeldJob): void {
    this.running.delete(job)
    this.#book(job).running--
    if (this.running.size > 0 || this.buffered > 0) return
    for (const resolve of this.#idle) resolve()
    this.#idle.clear()
  }

  #end(job: HeldJob, verdict: Verdict | undefined, book: KindBook): void {
    book.ended[verdict?.outcome ?? 'done']++
    this.#options.onEnd(job, verdict)
  }

  #verdict(job: HeldJob, error: unknown): Verdict {
    const { kind } = this.#book(job)
    // Whatever a handler throws once it was aborted, the abort is the reason.
    const cause = job.aborted === undefined ? error : new Aborted(job.aborted)
    return judge(cause, { kind, attempt: job.attempt, maxAttempts: job.maxAttempts, luck: Math.random() })
  }

  #book(job: HeldJob): KindBook {
    return this.books.get(job.kind) as KindBook // only kinds with a handler are claimed
  }

  #inTransaction({ inTransaction }: TransactionalHandler<unknown>): Run {
    return async (job) => {
      const tell = await this.#options.db.transaction().execute(async (tx) => {
        const told = await inTransaction(tx, job)
        await this.#options.completeIn(tx, job)
        return told
      })
      if (typeof tell === 'function') tell()
      return completed
    }
  }
}

/** What the run of a transactional handler returns: the database knows of the end already. */
const completed = Symbol('completed')
