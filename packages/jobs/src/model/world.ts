import type { Claimed } from '@shiplap/db/claimed'
import type { Line } from '@shiplap/db/line'
import * as acts from '@shiplap/db/queries/jobs-acts'
import { list } from '@shiplap/db/queries/jobs-admin'
import { claim } from '@shiplap/db/queries/jobs-claim'
import { claimLimited } from '@shiplap/db/queries/jobs-claim-limited'
import { finish, type Outcome, settle } from '@shiplap/db/queries/jobs-finish'
import { heldBy, noteProgress } from '@shiplap/db/queries/jobs-held'
import { promote } from '@shiplap/db/queries/jobs-promote'
import * as workers from '@shiplap/db/queries/jobs-workers'
import type { JobState } from '@shiplap/domain/job'
import { expect } from 'vitest'
import type { TestQueue } from '../testing.ts'
import { judgeLost } from '../verdict.ts'
import type { Act, kinds, Name } from './acts.ts'
import { Model, type ModelJob } from './model.ts'

const introduction = { name: 'model', pid: 1, concurrency: 1, kinds: [] }
const open: readonly JobState[] = ['scheduled', 'retrying', 'ready', 'running']

type Held = { readonly id: number; readonly kind: Name; readonly token: number }

/** The same acts done to the model and to PostgreSQL, and the two compared. */
export class World {
  readonly model = new Model()
  readonly #queue: TestQueue<typeof kinds>
  readonly #line: Line
  readonly #workers: number[]
  readonly #struckOut: number[] = []
  readonly #places = new Map<number, Claimed>()
  /** Attempts that somebody lost or ended: their tokens open nothing any more. */
  readonly #old: Held[] = []
  #nowMs = 0
  #nextN = 0
  #nextToken = 0

  static async open(queue: TestQueue<typeof kinds>, line: Line): Promise<World> {
    for (const table of ['job', 'jobScheduled', 'jobHistory', 'jobKey', 'jobSlot', 'worker'] as const)
      await queue.db.deleteFrom(table).execute()
    const crew = [await workers.register(line, introduction), await workers.register(line, introduction)]
    return new World(queue, line, crew)
  }

  private constructor(queue: TestQueue<typeof kinds>, line: Line, crew: number[]) {
    this.#queue = queue
    this.#line = line
    this.#workers = crew
  }

  async do(act: Act): Promise<void> {
    if (act.act === 'enqueue') return this.#enqueue(act)
    if (act.act === 'claim') return this.#claim(act)
    if (act.act === 'claim limited') return this.#claimLimited(act)
    if (act.act === 'advance') return this.#advance(act.ms)
    if (act.act === 'heartbeat') return this.#heartbeat(act.by)
    if (act.act === 'expire') return this.#expire(act.by)
    if (act.act === 'zombie-complete' || act.act === 'zombie-heartbeat') return this.#haunt(act)
    if (act.act === 'complete' || act.act === 'fail') {
      const job = this.#pick(['running'], act.which)
      return job && this.#end(job, act.act === 'fail' ? act.outcome : undefined)
    }
    const job = this.#pick(act.act === 'retry' ? ['dead', 'cancelled'] : open, act.which)
    return job && this.#administer(act.act, job)
  }

  #pick(states: readonly JobState[], which: number): ModelJob | undefined {
    const fit = [...this.model.jobs.values()].filter((job) => states.includes(job.state))
    return fit[which % Math.max(1, fit.length)]
  }

  async #enqueue({ kind, key, delayMs }: Extract<Act, { act: 'enqueue' }>): Promise<void> {
    const n = this.#nextN++
    const holder = key === undefined ? undefined : this.model.holder(kind, key)
    const options = { delayMs, ...(key !== undefined && { uniqueKey: key }) }
    const asked = this.#queue.db.transaction().execute((tx) => this.#queue.enqueue(tx, kind, { n }, options))
    if (holder !== undefined && kind === 'refuse') return expect(asked).rejects.toThrow('job.duplicate')
    const id = await asked
    const dueMs = this.#nowMs + delayMs
    if (holder === undefined)
      return this.model.add({ id, kind, key, n, state: delayMs > 0 ? 'scheduled' : 'ready', dueMs })
    expect(id).toBe(holder.id)
    if (kind !== 'replace') return
    if (holder.state === 'running') holder.next = n
    else {
      holder.n = n
      if (holder.state !== 'ready') holder.dueMs = dueMs
    }
  }

  async #claim({ by, most }: { readonly by: number; readonly most: number }): Promise<void> {
    const order = { token: ++this.#nextToken, workerId: this.#workers[by] ?? 0, most }
    const rest = { priority: 1, version: 1, after: 0, most }
    const lanes = ['keep', 'replace', 'refuse'].map((kind) => ({ kind, ...rest }))
    const claimed = await claim(this.#line, { ...order, lanes })
    const waiting = this.model.all((job) => job.state === 'ready' && job.kind !== 'limited')
    expect(claimed.length).toBe(Math.min(most, waiting.length))
    this.#hold(claimed, order)
  }

  async #claimLimited({ by, most }: { readonly by: number; readonly most: number }): Promise<void> {
    const order = { token: ++this.#nextToken, workerId: this.#workers[by] ?? 0 }
    const lane = { kind: 'limited', priority: 1, version: 1, most }
    const limit = { atOnce: 1, rate: null }
    const claim = await claimLimited(this.#line, { ...order, lane, limit, after: '', keys: 100 })
    const claimed = claim?.claimed ?? []
    const expected = this.model.allowed().slice(0, most)
    expect(new Set(claimed.map((row) => row[1]))).toEqual(new Set(expected.map((job) => job.id)))
    this.#hold(claimed, order)
  }

  #hold(
    claimed: readonly Claimed[],
    { token, workerId }: { readonly token: number; readonly workerId: number },
  ): void {
    for (const row of claimed) {
      const job = this.model.jobs.get(row[1]) as ModelJob // whatever was claimed was put in
      this.#places.set(job.id, row)
      Object.assign(job, { token, workerId, attempt: job.attempt + 1 })
      this.model.move(job, 'running')
    }
  }

  async #heartbeat(by: number): Promise<void> {
    expect(await workers.beat(this.#line, { id: this.#workers[by] ?? 0, running: 1 })).toBe(true)
    for (const id of this.#struckOut) expect(await workers.beat(this.#line, { id, running: 1 })).toBe(false)
  }

  /** A worker is gone: another gives its jobs away and strikes it out. */
  async #expire(by: number): Promise<void> {
    const workerId = this.#workers[by] ?? 0
    const lost = await heldBy(this.#queue.db, { workerId, most: 100 })
    const running = this.model.all((job) => job.workerId === workerId && job.state === 'running')
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
  async #haunt(act: Extract<Act, { act: 'zombie-complete' | 'zombie-heartbeat' }>): Promise<void> {
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
  async #end(job: ModelJob, outcome: Outcome | undefined): Promise<void> {
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
      job.dueMs = this.#nowMs + waitMs
      return this.model.move(job, outcome === 'again' ? 'retrying' : 'ready')
    }
    this.model.move(job, isWaiting ? 'cancelled' : (outcome as JobState)) // the other outcomes are states
    if (job.next === undefined || job.key === undefined) return
    const ready = await list(this.#queue.db, {
      filter: { state: 'ready', kind: job.kind },
      before: 2 ** 50,
      most: 1,
    })
    const heir = ready[0]
    expect(heir?.payload).toEqual({ n: job.next })
    const { kind, key, next: n, dueMs } = job
    this.model.add({ id: heir?.id ?? 0, kind, key, n, state: 'ready', dueMs })
  }

  async #administer(act: 'cancel' | 'retry' | 'run now', job: ModelJob): Promise<void> {
    const ids = [job.id]
    await this.#queue.db.transaction().execute(async (tx) => {
      if (act === 'cancel') await acts.cancel(tx, { ids })
      else if (act === 'retry') await acts.retry(tx, { ids })
      else await acts.runNow(tx, { ids })
    })
    if (act === 'cancel') {
      if (job.state === 'running') job.cancelAsked = true
      else this.model.move(job, 'cancelled')
    } else if (act === 'run now') {
      if (job.state === 'scheduled' || job.state === 'retrying') this.model.move(job, 'ready')
    } else {
      const isFree = job.key !== undefined && this.model.holder(job.kind, job.key) === undefined
      this.model.move(job, 'ready')
      this.model.add({ ...job, key: isFree ? job.key : undefined })
    }
  }

  async #advance(ms: number): Promise<void> {
    await this.#queue.database.advance(ms)
    this.#nowMs += ms
    await promote(this.#queue.db, { most: 100 })
    for (const job of this.model.all(({ state }) => state === 'scheduled' || state === 'retrying'))
      if (job.dueMs <= this.#nowMs) this.model.move(job, 'ready')
  }

  async compare(): Promise<void> {
    const { db } = this.#queue
    const rows = await list(db, { filter: {}, before: 2 ** 50, most: 1_000 })
    const seen = rows.map(({ id, kind, state, attempt, payload }) => ({
      id,
      kind,
      state,
      attempt,
      ...payload,
    }))
    const expected = this.model
      .all()
      .map(({ id, kind, state, attempt, n }) => ({ id, kind, state, attempt, n }))
    expect(seen).toEqual(expected.toReversed())
    const keys = await db
      .selectFrom('jobKey')
      .select(['kind', 'uniqueKey', 'jobId'])
      .orderBy('jobId')
      .execute()
    expect(keys).toEqual(
      this.model.keyed().map((job) => ({ kind: job.kind, uniqueKey: job.key, jobId: job.id })),
    )
    const slots = await db.selectFrom('jobSlot').select('jobId').orderBy('jobId').execute()
    const running = this.model.all((job) => job.kind === 'limited' && job.state === 'running')
    expect(slots.map((slot) => slot.jobId)).toEqual(running.map((job) => job.id))
  }
}
