// A worker for the fault tests, in a process of its own. What its handlers do is written to job_effect: `begun:n:attempt`
// when a try begins, `done:n:attempt` when it ends, and `effect:n` in the transaction that completes it.
import { setTimeout as delay } from 'node:timers/promises'
import { connect } from '@shiplap/db/connect'
import { claimEffect } from '@shiplap/db/queries/job-effects'
import { createLog } from '@shiplap/runtime/log'
import { shutdownOnSignal } from '@shiplap/runtime/shutdown'
import { startWorker } from '../worker.ts'
import { faultKinds } from './kinds.ts'

const url = process.env.DATABASE_URL ?? ''
const log = createLog({ name: 'worker', level: 'debug' })
const db = connect({ url, log, application: 'fault worker', max: 4 })
const write = async (key: string) => {
  for (;;)
    try {
      return await db.transaction().execute((tx) => claimEffect(tx, { kind: 'trace', key }))
    } catch {
      await delay(20) // the database is away, which is the point of the test
    }
}

const worker = startWorker({
  url,
  db,
  kinds: faultKinds,
  log,
  leaseMs: Number(process.env.LEASE_MS ?? 15_000),
  concurrency: Number(process.env.CONCURRENCY ?? 10),
  handlers: {
    async note({ payload, attempt }) {
      await write(`begun:${payload.n}:${attempt}`)
      await delay(attempt > 1 ? (payload.againMs ?? payload.ms) : payload.ms)
      await write(`done:${payload.n}:${attempt}`)
    },
    exact: {
      async inTransaction(tx, { payload }) {
        if (!(await claimEffect(tx, { kind: 'effect', key: `${payload.n}` })))
          throw new Error('this effect was there already')
        await delay(payload.ms)
      },
    },
    poison: () => process.kill(process.pid, 'SIGKILL'),
  },
})
shutdownOnSignal({
  log,
  withParent: true,
  steps: [
    ['jobs', () => worker.drain(2_000)],
    ['postgres', () => db.destroy()],
  ],
})
