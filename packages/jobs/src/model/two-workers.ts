import type { Claimed } from '@shiplap/db/claimed'
import type { Database } from '@shiplap/db/connect'
import type { Line } from '@shiplap/db/line'
import { list } from '@shiplap/db/queries/jobs-admin'
import { claim } from '@shiplap/db/queries/jobs-claim'
import { claimLimited } from '@shiplap/db/queries/jobs-claim-limited'
import { finish, type Outcome, settle } from '@shiplap/db/queries/jobs-finish'
import { heldBy, noteProgress } from '@shiplap/db/queries/jobs-held'
import * as workers from '@shiplap/db/queries/jobs-workers'
import type { JobState } from '@shiplap/domain/job'
import { expect } from 'vitest'
import { judgeLost } from '../verdict.ts'
import type { Act, Name } from './acts.ts'
import type { Model, ModelJob } from './model.ts'

const introduction = { name: 'model', pid: 1, concurrency: 1, kinds: [] }

type Held = { readonly id: number; readonly kind: Name; readonly token: number }

/** What two workers do, in the model and in PostgreSQL: they claim jobs and end them, die, and come back too late. */
export class TwoWorkers {
  readonly #db: Database
  readonly #line: Line
  readonly #model: Model
  readonly #workers: number[]
  readonly #struckOut: number[] = []
  readonly #places = new Map<number, Claimed>()
  /** Attempts that somebody lost or ended: their tokens open nothing any more. */
  readonly #old: Held[] = []
  #nextToken = 0

  static async open(db: Database, line: Line, model: Model): Promise<TwoWorkers> {
    const two = [await workers.register(line, introduction), await workers.register(line, introduction)]
    return new TwoWorkers(db, line, model, two)
  }

  private constructor(db: Database, line: Line, model: Model, two: number[]) {
    this.#db = db
    this.#line = line
    this.#model = model
    this.#workers = two
  }

  async claim({ by, most }: { readonly by: number; readonly most: number }): Promise<void> {
    const order = { token: ++this.#nextToken, workerId: this.#workers[by] ?? 0, most }
    const rest = { priority: 1, version: 1, after: 0, most }
    const lanes = ['keep', 'replace', 'refuse'].map((kind) => ({ kind, ...rest }))
    const claimed = await claim(this.#line, { ...order, lanes })
    const waiting = this.#model.all((job) => job.state === 'ready' && job.kind !== 'limited')
    expect(claimed.length).toBe(Math.min(most, waiting.length))
    this.#hold(claimed, order)
  }

  async claimLimited({ by, most }: { readonly by: number; readonly most: number }): Promise<void> {
    const order = { token: ++this.#nextToken, workerId: this.#workers[by] ?? 0 }
    const lane = { kind: 'limited', priority: 1, version: 1, most }
    const limit = { atOnce: 1, rate: null }
    const claim = await claimLimited(this.#line, { ...order, lane, limit, after: '', keys: 100 })
    const claimed = claim?.claimed ?? []
    const expected = this.#model.allowed().slice(0, most)
    expect(new Set(claimed.map((row) => row[1]))).toEqual(new Set(expected.map((job) => job.id)))
    this.#hold(claimed, order)
  }

  #hold(
    claimed: readonly Claimed[],
    { token, workerId }: { readonly token: number; readonly workerId: number },
  ): void {
    for (const row of claimed) {
      const job = this.#model.jobs.get(row[1]) as ModelJob // whatever was claimed was put in
      this.#places.set(job.id, row)
      Object.assign(job, { token, workerId, attempt: job.attempt + 1 })
      this.#model.move(job, 'running')
    }
  }

  async heartbeat(by: number): Promise<void> {
    expect(await workers.beat(this.#line, { id: this.#workers[by] ?? 0, running: 1 })).toBe(true)
    for (const id of this.#struckOut) expect(await workers.beat(this.#line, { id, running: 1 })).toBe(false)
  }

  /** A worker is gone: another gives its jobs away and strikes it out. */
  async expire(by: number): Promise<void> {
    const workerId = this.#workers[by] ?? 0
    const lost = await heldBy(this.#db, { workerId, most: 100 })
    const running = this.#model.all((job) => job.workerId === workerId && job.state === 'running')
    expect(lost.map((job) => job.id).toSorted((one, other) => one - other)).toEqual(
      running.map((job) => job.id),
    )
    for (const job of running) {
      const verdict = judgeLost({ attempt: job.attempt, maxAttempts: 3, luck: 0 })
      const held = this.#lose(job)
      expect(await settle(this.#line, [{ ...held, priority: 1, ...verdict, strike: [] }])).toHaveLength(1)
      await this.#ended(job, verdict.outcome, verdict.waitMs)
    }
    await workers.strikeOut(this.#line, { id: workerId })
    this.#struckOut.push(workerId)
    this.#workers[by] = await workers.register(this.#line, introduction)
  }

  /** Somebody comes back who has lost the job, or ended it already. */
  async haunt(act: Extract<Act, { act: 'zombie-complete' | 'zombie-heartbeat' }>): Promise<void> {
    const old = this.#old[act.which % Math.max(1, this.#old.length)]
    if (old === undefined) return
    if (act.act === 'zombie-heartbeat')
      expect(await noteProgress(this.#line, { ...old, priority: 1, progress: 0.5 })).toBe(false)
    else expect(await this.#settle(old, act.outcome)).toBe(0)
    const place = this.#places.get(old.id)
    if (place !== undefined)
      expect(await finish(this.#line, [{ at: place[0], id: old.id, token: old.token }])).toBe(0)
  }

  /** Without an outcome it is completed, by the short way where that is open. */
  async end(job: ModelJob, outcome: Outcome | undefined): Promise<void> {
    const isPlain = outcome === undefined && job.key === undefined && job.kind !== 'limited'
    const row = this.#places.get(job.id) as Claimed // it runs, so that it was claimed
    const isMoved = job.cancelAsked
    const held = this.#lose(job)
    if (isPlain && !isMoved)
      expect(await finish(this.#line, [{ at: row[0], id: job.id, token: held.token }])).toBe(1)
    else expect(await this.#settle(held, outcome ?? 'done')).toBe(1)
    await this.#ended(job, outcome ?? 'done', 1_000_000)
  }

  #lose(job: ModelJob): Held {
    const held = { id: job.id, kind: job.kind, token: job.token as number } // it runs, so that it has one
    this.#old.push(held)
    job.token = undefined
    job.workerId = undefined
    return held
  }

  async #settle(held: Held, outcome: Outcome): Promise<number> {
    const error = outcome === 'done' || outcome === 'back' ? null : { message: 'no', fingerprint: 'no' }
    const ending = { ...held, priority: 1, outcome, error, waitMs: 1_000_000, strike: [] }
    return (await settle(this.#line, [ending])).length
  }

  async #ended(job: ModelJob, outcome: Outcome, waitMs: number): Promise<void> {
    const isWaiting = outcome === 'again' || outcome === 'anew' || outcome === 'back'
    if (isWaiting && !job.cancelAsked) {
      if (outcome === 'back') job.attempt--
      job.dueMs = this.#model.nowMs + waitMs
      return this.#model.move(job, outcome === 'again' ? 'retrying' : 'ready')
    }
    this.#model.move(job, isWaiting ? 'cancelled' : (outcome as JobState)) // the other outcomes are states
    if (job.next === undefined || job.key === undefined) return
    const ready = await list(this.#db, {
      filter: { state: 'ready', kind: job.kind },
      before: 2 ** 50,
      most: 1,
    })
    const heir = ready[0]
    expect(heir?.payload).toEqual({ n: job.next })
    const { kind, key, next: n, dueMs } = job
    this.#model.add({ id: heir?.id ?? 0, kind, key, n, state: 'ready', dueMs })
  }
}
