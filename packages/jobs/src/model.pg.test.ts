// The queue against a model of it: random acts of two workers, their zombies, the clock and an administrator.
import { type Line, openLine } from '@shiplap/db/line'
import * as acts from '@shiplap/db/queries/jobs-acts'
import { list } from '@shiplap/db/queries/jobs-admin'
import { type Claimed, claim } from '@shiplap/db/queries/jobs-claim'
import { claimLimited } from '@shiplap/db/queries/jobs-claim-limited'
import { finish, type Outcome, settle } from '@shiplap/db/queries/jobs-finish'
import { promote } from '@shiplap/db/queries/jobs-promote'
import { type JobState, jobMoves } from '@shiplap/domain/job'
import { silentLog } from '@shiplap/runtime/log'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { defineKind } from './kind.ts'
import { createTestQueue, type TestQueue } from './testing.ts'
import { judgeLost } from './verdict.ts'

const payload = z.strictObject({ n: z.number() })
const kinds = {
  keep: defineKind({ payload, maxAttempts: 3, onClash: 'keep' }),
  replace: defineKind({ payload, maxAttempts: 3, onClash: 'replace' }),
  refuse: defineKind({ payload, maxAttempts: 3, onClash: 'refuse' }),
  limited: defineKind({ payload, maxAttempts: 3, limit: { key: ({ n }) => limitKeyOf(n), atOnce: 1 } }),
}
const limitKeyOf = (n: number) => (n % 2 === 0 ? 'even' : 'odd')
const unlimited = ['keep', 'replace', 'refuse'] as const
type Name = keyof typeof kinds

let queue: TestQueue<typeof kinds>
let line: Line
beforeAll(async () => {
  queue = await createTestQueue(kinds)
  line = await openLine({ url: queue.database.url, application: 'model', log: silentLog })
})
afterAll(async () => {
  await line.close()
  await queue.close()
})

type ModelJob = {
  readonly id: number
  readonly kind: Name
  readonly key: string | undefined
  n: number
  state: JobState
  attempt: number
  dueMs: number
  token: number | undefined
  cancelAsked: boolean
  next: number | undefined
}

type Act =
  | {
      readonly act: 'enqueue'
      readonly kind: Name
      readonly key: string | undefined
      readonly delayMs: number
    }
  | { readonly act: 'claim' | 'claim limited'; readonly most: number }
  | { readonly act: 'end'; readonly which: number; readonly outcome: Outcome; readonly isPlain: boolean }
  | { readonly act: 'zombie'; readonly which: number; readonly outcome: Outcome }
  | { readonly act: 'lose'; readonly which: number }
  | { readonly act: 'advance'; readonly ms: number }
  | { readonly act: 'cancel' | 'retry' | 'run now'; readonly which: number }

const which = fc.nat({ max: 30 })
const outcome = fc.constantFrom<Outcome>('done', 'again', 'anew', 'back', 'dead', 'cancelled')
const kind = fc.constantFrom<Name>('keep', 'replace', 'refuse', 'limited')
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    act: fc.constant('enqueue' as const),
    kind,
    key: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
    delayMs: fc.constantFrom(0, 0, 1_000_000),
  }),
  fc.record({
    act: fc.constantFrom('claim' as const, 'claim' as const, 'claim limited' as const),
    most: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ act: fc.constant('end' as const), which, outcome, isPlain: fc.boolean() }),
  fc.record({ act: fc.constant('zombie' as const), which, outcome }),
  fc.record({ act: fc.constant('lose' as const), which }),
  fc.record({ act: fc.constant('advance' as const), ms: fc.constantFrom(400_000, 1_500_000) }),
  fc.record({ act: fc.constantFrom('cancel' as const, 'retry' as const, 'run now' as const), which }),
)

const counts: Record<string, number> = {}

test('whatever happens in whatever order, the queue does what its model does', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 15, maxLength: 60, size: '+1' }), async (story) => {
      await empty()
      const world = new World()
      for (const act of story) {
        counts[act.act] = (counts[act.act] ?? 0) + 1
        await world.do(act)
        await world.compare()
      }
    }),
    { numRuns: 40 },
  )
  console.log('model', counts, { moves: moves.size })
})

const moves = new Set<string>()

/** The model, and the same acts done to PostgreSQL. */
class World {
  readonly jobs = new Map<number, ModelJob>()
  readonly places = new Map<number, Claimed>()
  readonly oldTokens: { readonly id: number; readonly kind: Name; readonly token: number }[] = []
  nowMs = 0
  nextN = 0
  nextToken = 0

  async do(act: Act): Promise<void> {
    if (act.act === 'enqueue') return this.enqueue(act)
    if (act.act === 'claim') return this.claim(act.most)
    if (act.act === 'claim limited') return this.claimLimited(act.most)
    if (act.act === 'advance') return this.advance(act.ms)
    if (act.act === 'zombie') {
      const old = this.oldTokens[act.which % Math.max(1, this.oldTokens.length)]
      if (old !== undefined) expect(await this.settle(old, act.outcome)).toBe(0)
      return
    }
    const states: readonly JobState[] =
      act.act === 'end' || act.act === 'lose'
        ? ['running']
        : act.act === 'retry'
          ? ['dead', 'cancelled']
          : ['scheduled', 'retrying', 'ready', 'running']
    const fit = [...this.jobs.values()].filter((job) => states.includes(job.state))
    const job = fit[act.which % Math.max(1, fit.length)]
    if (job === undefined) return
    if (act.act === 'end') return this.end(job, act.outcome, act.isPlain)
    if (act.act === 'lose')
      return this.end(job, judgeLost({ attempt: job.attempt, maxAttempts: 3, luck: 0 }).outcome, false)
    await queue.db.transaction().execute(async (tx) => {
      const ids = [job.id]
      if (act.act === 'cancel') {
        await acts.cancel(tx, { ids })
        if (job.state === 'running') job.cancelAsked = true
        else this.move(job, 'cancelled')
      } else if (act.act === 'retry') {
        await acts.retry(tx, { ids })
        const isKeyFree = job.key !== undefined && this.holder(job.kind, job.key) === undefined
        this.jobs.set(job.id, {
          ...job,
          key: isKeyFree ? job.key : undefined,
          attempt: 0,
          cancelAsked: false,
          next: undefined,
        })
        this.move(this.jobs.get(job.id) as ModelJob, 'ready')
      } else if (job.state === 'scheduled' || job.state === 'retrying') {
        await acts.runNow(tx, { ids })
        this.move(job, 'ready')
      }
    })
  }

  async enqueue({ kind, key, delayMs }: Act & { act: 'enqueue' }): Promise<void> {
    const n = this.nextN++
    const holder = key === undefined ? undefined : this.holder(kind, key)
    const asked = queue.db
      .transaction()
      .execute((tx) =>
        queue.enqueue(tx, kind, { n }, { delayMs, ...(key === undefined ? {} : { uniqueKey: key }) }),
      )
    if (holder !== undefined && kind === 'refuse') return expect(asked).rejects.toThrow('job.duplicate')
    const id = await asked
    if (holder === undefined)
      return void this.jobs.set(id, {
        id,
        kind,
        key,
        n,
        state: delayMs > 0 ? 'scheduled' : 'ready',
        attempt: 0,
        dueMs: this.nowMs + delayMs,
        token: undefined,
        cancelAsked: false,
        next: undefined,
      })
    expect(id).toBe(holder.id)
    if (kind === 'keep') return
    if (holder.state === 'running') holder.next = n
    else {
      holder.n = n
      if (holder.state !== 'ready') holder.dueMs = this.nowMs + delayMs
    }
  }

  async claim(most: number): Promise<void> {
    const token = ++this.nextToken
    const lanes = unlimited.map((name) => ({ kind: name, priority: 1, version: 1, after: 0, most }))
    const claimed = await claim(line, { token, workerId: 1, lanes, most })
    const waiting = [...this.jobs.values()].filter((job) => job.state === 'ready' && job.kind !== 'limited')
    expect(claimed.length).toBe(Math.min(most, waiting.length))
    this.hold(claimed, token)
  }

  /** Of each key that nothing runs under, the first that waits. */
  async claimLimited(most: number): Promise<void> {
    const token = ++this.nextToken
    const lane = { kind: 'limited', priority: 1, version: 1, most }
    const order = { token, workerId: 1, lane, limit: { atOnce: 1, rate: null }, after: '', keys: 100 }
    const { claimed } = await claimLimited(line, order)
    const ofKey = (key: string, state: JobState) =>
      [...this.jobs.values()]
        .filter((job) => job.kind === 'limited' && job.state === state && limitKeyOf(job.n) === key)
        .map((job) => job.id)
        .sort((one, other) => one - other)
    const free = ['even', 'odd'].filter((key) => ofKey(key, 'running').length === 0)
    const expected = free.flatMap((key) => ofKey(key, 'ready').slice(0, 1)).slice(0, most)
    expect(new Set(claimed.map((row) => row[1]))).toEqual(new Set(expected))
    this.hold(claimed, token)
  }

  hold(claimed: readonly Claimed[], token: number): void {
    for (const row of claimed) {
      const job = this.jobs.get(row[1]) as ModelJob
      expect(job.state).toBe('ready')
      this.places.set(job.id, row)
      job.token = token
      job.attempt++
      this.move(job, 'running')
    }
  }

  async end(job: ModelJob, outcome: Outcome, isPlain: boolean): Promise<void> {
    const held = { id: job.id, kind: job.kind, token: job.token as number }
    this.oldTokens.push(held)
    const row = this.places.get(job.id) as Claimed
    if (isPlain && job.key === undefined && job.kind !== 'limited' && !job.cancelAsked) {
      expect(await finish(line, [{ at: row[0], id: job.id, token: held.token }])).toBe(1)
      outcome = 'done'
    } else expect(await this.settle(held, outcome)).toBe(1)
    job.token = undefined
    if (outcome === 'back') job.attempt--
    const isWaiting = outcome === 'again' || outcome === 'anew' || outcome === 'back'
    if (isWaiting && job.cancelAsked) outcome = 'cancelled'
    if (outcome === 'again') {
      job.dueMs = this.nowMs + 1_000_000
      return this.move(job, 'retrying')
    }
    if (isWaiting && outcome !== 'cancelled') return this.move(job, 'ready')
    if (isWaiting) job.attempt = row[5]
    this.move(job, outcome as JobState)
    if (job.next === undefined || job.key === undefined) return
    const [heir] =
      (await list(queue.db, { filter: { state: 'ready', kind: job.kind }, before: 2 ** 50, most: 1 })) ?? []
    expect(heir?.payload).toEqual({ n: job.next })
    this.jobs.set(heir?.id as number, {
      ...job,
      id: heir?.id as number,
      n: job.next,
      state: 'ready',
      attempt: 0,
      cancelAsked: false,
      next: undefined,
    })
  }

  async settle(held: { id: number; kind: Name; token: number }, outcome: Outcome): Promise<number> {
    const error = outcome === 'done' || outcome === 'back' ? null : { message: 'no', fingerprint: 'no' }
    const settled = await settle(line, [
      { ...held, priority: 1, outcome, error, waitMs: 1_000_000, strike: [] },
    ])
    return settled.length
  }

  async advance(ms: number): Promise<void> {
    await queue.database.advance(ms)
    this.nowMs += ms
    await promote(queue.db, { most: 100 })
    for (const job of this.jobs.values())
      if ((job.state === 'scheduled' || job.state === 'retrying') && job.dueMs <= this.nowMs)
        this.move(job, 'ready')
  }

  holder(kind: Name, key: string): ModelJob | undefined {
    return [...this.jobs.values()].find(
      (job) => job.kind === kind && job.key === key && !['done', 'dead', 'cancelled'].includes(job.state),
    )
  }

  move(job: ModelJob, to: JobState): void {
    moves.add(`${job.state} ${to}`)
    expect(jobMoves[job.state]).toContain(to)
    job.state = to
  }

  async compare(): Promise<void> {
    const rows = await list(queue.db, { filter: {}, before: 2 ** 50, most: 1_000 })
    const seen = rows.map(({ id, kind, state, attempt, payload }) => ({
      id,
      kind,
      state,
      attempt,
      ...payload,
    }))
    const expected = [...this.jobs.values()]
      .sort((one, other) => other.id - one.id)
      .map(({ id, kind, state, attempt, n }) => ({ id, kind, state, attempt, n }))
    expect(seen).toEqual(expected)
    const slots = await queue.db.selectFrom('jobSlot').select('jobId').orderBy('jobId').execute()
    expect(slots.map((slot) => slot.jobId)).toEqual(
      expected
        .filter((job) => job.kind === 'limited' && job.state === 'running')
        .map((job) => job.id)
        .toReversed(),
    )
    const held = await queue.db
      .selectFrom('jobKey')
      .select(['kind', 'uniqueKey', 'jobId'])
      .orderBy('jobId')
      .execute()
    expect(held).toEqual(
      [...this.jobs.values()]
        .filter((job) => job.key !== undefined && !['done', 'dead', 'cancelled'].includes(job.state))
        .sort((one, other) => one.id - other.id)
        .map((job) => ({ kind: job.kind, uniqueKey: job.key, jobId: job.id })),
    )
  }
}

async function empty(): Promise<void> {
  for (const table of ['job', 'jobScheduled', 'jobHistory', 'jobKey', 'jobSlot'] as const)
    await queue.db.deleteFrom(table).execute()
}
