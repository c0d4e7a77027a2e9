import type { Line } from '@shiplap/db/line'
import * as acts from '@shiplap/db/queries/jobs-acts'
import { promote } from '@shiplap/db/queries/jobs-promote'
import type { JobState } from '@shiplap/domain/job'
import { expect } from 'vitest'
import type { TestQueue } from '../testing.ts'
import type { Act, kinds } from './acts.ts'
import { Model, type ModelJob } from './model.ts'
import { TwoWorkers } from './two-workers.ts'

const open: readonly JobState[] = ['scheduled', 'retrying', 'ready', 'running']

/** The same acts done to the model and to PostgreSQL. */
export class World {
  readonly model: Model
  readonly #queue: TestQueue<typeof kinds>
  readonly #workers: TwoWorkers
  #nextN = 0

  static async open(queue: TestQueue<typeof kinds>, line: Line): Promise<World> {
    for (const table of ['job', 'jobScheduled', 'jobHistory', 'jobKey', 'jobSlot', 'worker'] as const)
      await queue.db.deleteFrom(table).execute()
    const model = new Model()
    return new World(queue, model, await TwoWorkers.open(queue.db, line, model))
  }

  private constructor(queue: TestQueue<typeof kinds>, model: Model, workers: TwoWorkers) {
    this.#queue = queue
    this.model = model
    this.#workers = workers
  }

  async do(act: Act): Promise<void> {
    if (act.act === 'enqueue') return this.#enqueue(act)
    if (act.act === 'claim') return this.#workers.claim(act)
    if (act.act === 'claim limited') return this.#workers.claimLimited(act)
    if (act.act === 'advance') return this.#advance(act.ms)
    if (act.act === 'heartbeat') return this.#workers.heartbeat(act.by)
    if (act.act === 'expire') return this.#workers.expire(act.by)
    if (act.act === 'zombie-complete' || act.act === 'zombie-heartbeat') return this.#workers.haunt(act)
    if (act.act === 'complete' || act.act === 'fail') {
      const job = this.#pick(['running'], act.which)
      return job && this.#workers.end(job, act.act === 'fail' ? act.outcome : undefined)
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
    const dueMs = this.model.nowMs + delayMs
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
    this.model.nowMs += ms
    await promote(this.#queue.db, { most: 100 })
    for (const job of this.model.all(({ state }) => state === 'scheduled' || state === 'retrying'))
      if (job.dueMs <= this.model.nowMs) this.model.move(job, 'ready')
  }
}
