import { hostname } from 'node:os'
import { announceAfterCommit } from '@shiplap/db/announce'
import { type KeptLine, keepLine } from '@shiplap/db/kept-line'
import { openLine } from '@shiplap/db/line'
import { sweepSlots } from '@shiplap/db/queries/jobs-claim-limited'
import { settleIn } from '@shiplap/db/queries/jobs-finish'
import { noteProgress } from '@shiplap/db/queries/jobs-held'
import { Claimer } from './claimer.ts'
import { drain } from './drain.ts'
import { asSettled, Finisher, flushMost } from './finisher.ts'
import type { Handlers } from './handler.ts'
import { Aborted, type HeldJob } from './held-job.ts'
import { Keeper } from './keeper.ts'
import { giveKeys } from './key-giver.ts'
import type { Kind, Kinds } from './kind.ts'
import { Presence } from './presence.ts'
import { Rescuer } from './rescuer.ts'
import { Runner } from './runner.ts'
import { Scheduler } from './scheduler.ts'
import { done } from './verdict.ts'
import type { WorkerOptions } from './worker-options.ts'

export type Worker = {
  /** Resolves when the worker is among the others and claims. */
  readonly ready: Promise<void>
  readonly id: () => number
  readonly runner: Runner
  /** Claims nothing more, lets what runs end for `graceMs`, hands back the rest without using up an attempt, and leaves. */
  readonly drain: (graceMs: number) => Promise<void>
}

// A lost claim or end is a job run again, which at-least-once allows; enqueueing never goes over these lines.
const lineSettings = { synchronous_commit: 'off', enable_seqscan: 'off', jit: 'off' }

/** Works off jobs of the kinds that `handlers` knows. Any number of workers run side by side without knowing of each other. */
export function startWorker<K extends Kinds>({
  url,
  db,
  kinds,
  handlers,
  log,
  schedules = [],
  concurrency = 10,
  pollMs = 500,
  leaseMs = 15_000,
  watchMs = 300,
  onAttemptEnd,
}: WorkerOptions<K>): Worker {
  const held = new Set<HeldJob>()
  const name = `${hostname()}:${process.pid}`
  const application = `worker ${name} ${Math.random().toString(36).slice(2, 8)}`
  const kindOf = (job: { readonly kind: string }): Kind => kinds[job.kind] as Kind // only known kinds are claimed
  const announce = () => void announceAfterCommit(db, 'job_returned').catch(() => {})

  const runner = new Runner({
    kinds,
    handlers: handlers as Handlers<Kinds>, // the names of `kinds` say which payload goes to which handler
    concurrency,
    db,
    async completeIn(tx, job) {
      const kind = kindOf(job)
      const ended = await settleIn(tx, asSettled(job, done, kind))
      if (ended === undefined) throw new Aborted('lost')
      // The finisher, which tells of this otherwise, never hears of the job.
      if (ended.hasSuccessor || kind.limit !== null) await announceAfterCommit(tx, 'job_returned')
    },
    onEnd(job, verdict) {
      if (job.startedMs > 0)
        onAttemptEnd?.({
          kind: job.kind,
          outcome: verdict?.outcome ?? done.outcome,
          ms: performance.now() - job.startedMs,
        })
      if (verdict === undefined) held.delete(job)
      else finisher.add(job, verdict)
    },
    onRoom: () => claimer.wakeForRoom(),
    isCongested: () => finisher.waiting >= flushMost,
  })
  const presence = new Presence({
    introduction: { name, pid: process.pid, concurrency, kinds: [...runner.books.keys()] },
    application,
    held,
    log,
  })
  const claimLine: KeptLine = keepLine({
    connect: () => openLine({ url, application, log, settings: lineSettings, onNotification: hear }),
    async prepare(line) {
      await presence.take(line)
      await line.query({ name: 'listen', text: 'listen job_ready' }, [])
      await line.query({ name: 'listen_returned', text: 'listen job_returned' }, [])
      await line.query({ name: 'listen_cancel', text: 'listen job_cancel' }, [])
      rescuer.forget()
      claimer.wakeForOld()
    },
    log,
  })
  const endLine = keepLine({
    connect: () => openLine({ url, application: `${application} ends`, log, settings: lineSettings }),
    prepare: async () => {},
    log,
  })
  const finisher = new Finisher({
    line: endLine,
    held,
    kindOf,
    log,
    onFreed: announce,
    onTaken() {
      runner.resume()
      claimer.wakeForRoom()
    },
  })
  const rescuer = new Rescuer({
    db,
    line: endLine,
    kinds,
    workerId: () => presence.id,
    leaseMs,
    log,
    onFreed: announce,
  })
  const claimer = new Claimer({
    line: claimLine,
    runner,
    held,
    workerId: () => presence.id,
    async report(job, share) {
      job.at = null
      const line = await endLine.open()
      await noteProgress(line, { ...asSettled(job, done, undefined), progress: share })
    },
    pollMs,
    log,
  })
  const scheduler = new Scheduler({ db, kinds, schedules })
  const keeper = new Keeper({
    db,
    claimLine,
    presence,
    rescuer,
    runner,
    kindOf,
    leaseMs,
    watchMs,
    pollMs,
    log,
    announce,
    chores: [
      { name: 'schedules', everyMs: 1_000, run: () => scheduler.serve() },
      {
        name: 'keys',
        everyMs: 5_000,
        run: async () => giveKeys(await endLine.open(), runner.books, announce),
      },
      { name: 'slots', everyMs: 60_000, run: async () => sweepSlots(await endLine.open()) },
    ],
  })

  function hear(channel: string, payload: string): void {
    if (channel === 'job_ready') claimer.wake()
    else if (channel === 'job_returned') claimer.wakeForOld()
    else for (const job of runner.running) if (String(job.id) === payload) job.abort('cancelled')
  }

  let draining: Promise<void> | undefined
  const ready = claimLine.open().then(() => {
    claimer.start()
    keeper.start()
  })
  ready.catch(() => {})

  return {
    ready,
    id: () => presence.id,
    runner,
    drain: (graceMs) => {
      const crew = { claimer, runner, finisher, keeper, claimLine, endLine, workerId: () => presence.id }
      draining ??= drain(crew, graceMs)
      return draining
    },
  }
}
