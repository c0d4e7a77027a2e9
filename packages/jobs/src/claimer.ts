import { randomInt } from 'node:crypto'
import { type KeptLine, LineClosed } from '@shiplap/db/kept-line'
import type { Line } from '@shiplap/db/line'
import * as claims from '@shiplap/db/queries/jobs-claim'
import type { Log } from '@shiplap/runtime/log'
import { HeldJob } from './held-job.ts'
import { Hints } from './hints.ts'
import { priorities } from './kind.ts'
import type { KindBook } from './kind-book.ts'
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
  /** Ends are stored too slowly: claim nothing more for now. */
  readonly isCongested: () => boolean
  readonly pollMs: number
  readonly log: Log
}

/** Keeps the runner in work: claims when there is room, sleeps until there is news or the poll interval has passed. */
export class Claimer {
  readonly #options: ClaimerOptions
  readonly #hints = new Hints()
  #turn = 0
  #isWanted = true
  #isStopped = false
  /** The last look left something behind for want of room. */
  #isHungry = true
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

  /** A slot is free. Where the last claim emptied the queue, only news is worth another. */
  wakeForRoom(): void {
    if (this.#isHungry) this.wake()
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
      if (!this.#isWanted) await this.#sleep(pollMs)
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
    const after = this.#hints.begin(performance.now())
    const { lanes, most, isPartial } = this.#lanes(after)
    this.#isHungry = true
    if (this.#isStopped) return false
    const isLimitedFull = await this.#claimLimited(line)
    if (lanes.length === 0) return isLimitedFull
    const token = newToken()
    const claimed = await claims.claim(line, { token, workerId: this.#options.workerId(), lanes, most })
    const { isWorthAnother, isFull } = this.#hints.learn(lanes, claimed, most)
    this.#isHungry = isPartial || isFull || isLimitedFull
    this.#take(claimed, token)
    return isWorthAnother || isFull || isLimitedFull
  }

  /** Claims from each kind with a limit by key. True when one of them gave all that was asked of it. */
  async #claimLimited(line: Line): Promise<boolean> {
    const { runner } = this.#options
    let isFull = false
    for (const book of runner.books.values()) {
      const { perKey, version } = book.kind
      const most = book.room({ free: runner.free, concurrency: runner.concurrency, most: claimMost })
      if (perKey === null || most === 0) continue
      const token = newToken()
      const lane = { kind: book.name, version, most }
      const claimed = await claims.claimLimited(line, {
        token,
        workerId: this.#options.workerId(),
        lane,
        perKey,
      })
      this.#take(claimed, token)
      isFull ||= claimed.length >= most
    }
    return isFull
  }

  #take(claimed: readonly claims.Claimed[], token: number): void {
    if (claimed.length === 0) return
    const { runner, held, report } = this.#options
    const takenMs = performance.now()
    const jobs = claimed.map((job) => new HeldJob(job, token, takenMs, report))
    for (const job of jobs) held.add(job)
    runner.take(jobs)
  }

  #lanes(after: ReturnType<Hints['begin']>) {
    const { runner, isCongested } = this.#options
    const { free, concurrency } = runner
    const lanes: claims.Lane[] = []
    let most = 0
    let isPartial = isCongested()
    if (isPartial) return { lanes, most, isPartial }
    this.#turn++
    const ranks = this.#turn % lowFirstEvery === 0 ? byRank.toReversed() : byRank
    const books = rotated(
      [...runner.books.values()].filter((book) => book.kind.perKey === null),
      this.#turn,
    )
    for (const priority of ranks)
      for (const book of books) {
        const room = book.room({ free, concurrency, most: claimMost })
        isPartial ||= room === 0
        if (room === 0) continue
        most = Math.max(most, room)
        const lane = laneOf(book, priority)
        lanes.push({ ...lane, after: after(lane), most: room })
      }
    return { lanes, most, isPartial }
  }
}

/** No two claims share one, whatever happened to the database in between. */
const newToken = () => randomInt(2 ** 48 - 1)

function laneOf(book: KindBook, priority: number) {
  return { kind: book.name, priority, version: book.kind.version }
}

function rotated<T>(items: readonly T[], by: number): readonly T[] {
  const cut = items.length === 0 ? 0 : by % items.length
  return [...items.slice(cut), ...items.slice(0, cut)]
}
