import { randomInt } from 'node:crypto'
import type { Claimed } from '@shiplap/db/claimed'
import { type KeptLine, LineClosed } from '@shiplap/db/kept-line'
import type { Line } from '@shiplap/db/line'
import * as claims from '@shiplap/db/queries/jobs-claim'
import type { Log } from '@shiplap/runtime/log'
import { HeldJob } from './held-job.ts'
import { Hints } from './hints.ts'
import { priorities } from './kind.ts'
import type { KindBook } from './kind-book.ts'
import { LimitedClaimer } from './limited-claimer.ts'
import type { Runner } from './runner.ts'

/** Larger batches are no faster. */
const claimMost = 500
/** Every so many claims look at the low lanes first. */
const lowFirstEvery = 8
const byRank = Object.values(priorities)

export type ClaimerOptions = {
  readonly line: KeptLine
  readonly runner: Runner
  readonly held: Set<HeldJob>
  readonly workerId: () => number
  readonly report: (job: HeldJob, share: number) => Promise<void>
  readonly pollMs: number
  readonly log: Log
}

/** Keeps the runner in work: claims when there is room, sleeps until there is news or the poll interval has passed. */
export class Claimer {
  readonly #options: ClaimerOptions
  readonly #hints = new Hints()
  readonly #limited = new LimitedClaimer()
  #turn = 0
  #isWanted = true
  #isStopped = false
  /** The last look left something behind for want of room. */
  #isHungry = true
  /** How long until a key that its rate holds back has room again. */
  #restMs = Number.POSITIVE_INFINITY
  #wake: () => void = () => {}
  #ended: Promise<void> | undefined

  constructor(options: ClaimerOptions) {
    this.#options = options
  }

  start(): void {
    this.#ended = this.#loop()
  }

  /** There may be something to claim. */
  wake(): void {
    this.#isWanted = true
    this.#wake()
  }

  /** Jobs have ended. Where the last claim emptied the queue, only news is worth another. */
  wakeForRoom(): void {
    if (!this.#isHungry) return
    for (const book of this.#options.runner.books.values())
      if (this.#roomOf(book) > 0) {
        this.wake()
        return
      }
  }

  /** Jobs came back under old ids. */
  wakeForOld(): void {
    this.#hints.forget()
    this.wake()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#wake()
    await this.#ended
  }

  async #loop(): Promise<void> {
    const { log, pollMs } = this.#options
    while (!this.#isStopped) {
      this.#isWanted = false
      try {
        if (await this.#claim()) continue
      } catch (error) {
        if (error instanceof LineClosed) return
        log.warn({ err: error }, 'claim failed')
        await this.#sleep(50)
        continue
      }
      if (!this.#isWanted) await this.#sleep(Math.min(pollMs, this.#restMs))
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (this.#isStopped) this.#wake()
    })
  }

  /** Claims once. True when another claim is worth it at once. */
  async #claim(): Promise<boolean> {
    const line = await this.#options.line.open()
    if (this.#isStopped) return false
    this.#restMs = Number.POSITIVE_INFINITY
    this.#turn++
    const { rooms, isPartial } = this.#rooms()
    // Before we ask: room for the others may come while the answer is under way. Those that we ask for have enough.
    this.#isHungry = isPartial
    const plain = rooms.filter(({ book }) => book.kind.limit === null)
    const isLeft = plain.length > 0 && (await this.#claimPlain(line, plain))
    const isLimitedLeft = await this.#claimLimited(line)
    this.#isHungry ||= isLeft || isLimitedLeft
    return isLeft || isLimitedLeft
  }

  /** True when something was left behind. */
  async #claimPlain(line: Line, rooms: readonly Room[]): Promise<boolean> {
    const after = this.#hints.begin(performance.now())
    const lanes = this.#ranks().flatMap((priority) =>
      rooms.map(({ book, most }): claims.Lane => {
        const lane = { kind: book.name, priority, version: book.kind.version }
        return { ...lane, after: after(lane), most }
      }),
    )
    const most = Math.max(...rooms.map((room) => room.most))
    const token = newToken()
    const claimed = await claims.claim(line, { token, workerId: this.#options.workerId(), lanes, most })
    const { isWorthAnother, isFull } = this.#hints.learn(lanes, claimed, most)
    this.#take(claimed, token)
    return isWorthAnother || isFull
  }

  /** True when something was left behind that a limit allows. */
  async #claimLimited(line: Line): Promise<boolean> {
    const { rooms: all, isPartial } = this.#rooms()
    this.#isHungry ||= isPartial
    const rooms = all.filter(({ book }) => book.kind.limit !== null)
    const waiting = await this.#limited.lanes(line, { books: rooms.map((room) => room.book) })
    let isLeft = false
    for (const priority of this.#ranks())
      for (const { book } of rooms) {
        if (!waiting.some((lane) => lane.kind === book.name && lane.priority === priority)) continue
        const most = this.#roomOf(book)
        this.#isHungry ||= most === 0
        if (most === 0) continue
        const token = newToken()
        const order = { token, workerId: this.#options.workerId(), book, priority, most }
        const { claimed, isWorthAnother, waitMs } = await this.#limited.claim(line, order)
        this.#restMs = Math.min(this.#restMs, waitMs)
        this.#take(claimed, token)
        isLeft ||= isWorthAnother
      }
    return isLeft
  }

  #take(claimed: readonly Claimed[], token: number): void {
    if (claimed.length === 0) return
    const { runner, held, report } = this.#options
    const takenMs = performance.now()
    const jobs = claimed.map((job) => new HeldJob(job, token, takenMs, report))
    for (const job of jobs) held.add(job)
    runner.take(jobs)
  }

  /** Those kinds that may have more now, in turn; `isPartial` when others may not. */
  #rooms(): { readonly rooms: readonly Room[]; readonly isPartial: boolean } {
    const books = rotated([...this.#options.runner.books.values()], this.#turn)
    const rooms = books.map((book) => ({ book, most: this.#roomOf(book) })).filter(({ most }) => most > 0)
    return { rooms, isPartial: rooms.length < books.length }
  }

  #roomOf(book: KindBook): number {
    const { free, concurrency } = this.#options.runner
    return book.room({ free, concurrency, most: claimMost })
  }

  #ranks(): readonly number[] {
    return this.#turn % lowFirstEvery === 0 ? byRank.toReversed() : byRank
  }
}

type Room = { readonly book: KindBook; readonly most: number }

/** No two claims share one, whatever happened to the database in between. */
const newToken = () => randomInt(2 ** 48 - 1)

function rotated<T>(items: readonly T[], by: number): readonly T[] {
  const cut = items.length === 0 ? 0 : by % items.length
  return [...items.slice(cut), ...items.slice(0, cut)]
}
