import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '@shiplap/db/connect'
import { endOthers } from '@shiplap/db/queries/server'
import { silentLog } from '@shiplap/runtime/log'
import { diskIn } from '../stage/place.ts'
import { type FaultCase, type Scene, see } from './case.ts'
import { disk } from './disk.ts'
import { get, getMe, until, untilReady } from './measure.ts'

export const postgresCases: readonly FaultCase[] = [
  {
    name: 'kill-postgres',
    must: 'web and worker live on, serve again within 3 s after it is back, and no acknowledged write is lost',
    faults: 2,
    async act(scene) {
      const { stage, load } = scene
      const backMs: number[] = []
      for (let time = 0; time < 2; time++) {
        const { server } = stage.postgres
        process.kill(server.pid, 'SIGKILL')
        await server.ended
        await sleep(700)
        await stage.postgres.start()
        backMs.push(await untilServed(scene))
        await load.more(30)
      }
      stillAlive(scene)
      return { kills: 2, backMs: Math.max(...backMs) }
    },
  },
  {
    name: 'restart-postgres',
    must: 'the same when it is stopped in good order',
    faults: 1,
    async act(scene) {
      await scene.stage.postgres.server.stop()
      await sleep(500)
      await scene.stage.postgres.start()
      const backMs = await untilServed(scene)
      await scene.load.more(60)
      stillAlive(scene)
      return { backMs }
    },
  },
  {
    name: 'end-connections',
    must: 'with every connection ended, again and again, web and worker go on by themselves',
    faults: 5,
    async act(scene) {
      const { stage, load } = scene
      const admin = connect({ url: stage.postgres.server.url, log: silentLog, application: 'admin', max: 1 })
      for (let time = 0; time < 5; time++) {
        await endOthers(admin)
        await sleep(200)
      }
      await admin.destroy()
      const backMs = await untilServed(scene)
      await load.more(40)
      stillAlive(scene)
      return { times: 5, backMs }
    },
  },
  {
    name: 'freeze-postgres',
    must: 'frozen for 30 s: 503 within 3 s, nobody is let in or told to be signed out, ready says no, and all goes on after it',
    faults: 1,
    async act(scene) {
      const { stage } = scene
      const visitor = scene.load.open('freezer')
      await visitor.ask({
        act: 'account.register',
        key: 'freezer',
        input: { username: 'freezer', password: 'seven quiet planks' },
      })
      const [origin = ''] = stage.origins
      const pids = await backends(scene)
      for (const pid of pids) process.kill(pid, 'SIGSTOP')
      const seen = { answers: 0, slowestMs: 0, statuses: new Set<number>(), ready: new Set<number>() }
      const until = performance.now() + 30_000
      try {
        while (performance.now() < until) {
          const board = get(
            `${origin}/api/trpc/board.page?input=%7B%22challenge%22%3A%22csvq%22%2C%22category%22%3A%22first-three%22%7D`,
          )
          const [ready, ...answers] = await Promise.all([
            get(`${origin}/api/ready`),
            board,
            getMe(origin, visitor.cookies),
            register(origin, `frozen-${seen.answers}`),
          ])
          seen.answers++
          for (const { ms, status } of answers) {
            seen.slowestMs = Math.max(seen.slowestMs, ms)
            seen.statuses.add(status)
          }
          seen.ready.add(ready.status)
          await sleep(500)
        }
      } finally {
        for (const pid of pids) process.kill(pid, 'SIGCONT')
      }
      see(
        ![...seen.statuses].some((status) => status === 401 || status === 500),
        `nobody is told to be signed out, nor of a fault: ${[...seen.statuses]}`,
      )
      see(seen.statuses.has(503), 'it says 503')
      see(seen.slowestMs < 3_000, `it says so within 3 s, not ${seen.slowestMs} ms`)
      see(seen.ready.has(503) && !seen.ready.has(200), `ready says no: ${[...seen.ready]}`)
      const backMs = await untilServed(scene)
      await scene.load.more(80)
      stillAlive(scene)
      return { frozenMs: 30_000, answers: seen.answers, slowestMs: seen.slowestMs, backMs }
    },
  },
  {
    name: 'postgres-disk-full',
    must: 'reads work, writes are refused with 503, and all goes on by itself when there is space again',
    faults: 1,
    whyNot: disk.whyNot,
    stage: (dir) => ({ postgresDir: disk.mount(diskIn(dir), 220) }),
    async act(scene) {
      const { stage, load } = scene
      const [origin = ''] = stage.origins
      const free = disk.fill(`${stage.postgres.dataDir}`)
      const big = load.open('big')
      const statuses = new Set<number>()
      // Rows go on finding room in pages that have some, until a table needs a new one.
      for (let time = 0; time < 60 && !statuses.has(503); time++) {
        const { status } = await register(origin, `full-${time}`)
        statuses.add(status)
      }
      const read = await get(`${origin}/api/trpc/challenge.list`)
      free()
      see(read.status === 200, `reads work, not ${read.status}`)
      see(![...statuses].includes(500), `no write is answered 500: ${[...statuses]}`)
      see(statuses.has(503), `writes are refused with 503: ${[...statuses]}`)
      const backMs = await until(
        'writes work again',
        5_000,
        async () =>
          (
            await big.ask({
              act: 'account.register',
              key: 'big',
              input: { username: 'big', password: 'seven quiet planks' },
            })
          ).outcome === 'ok',
      )
      await load.more(30)
      return { statuses: [...statuses].join(' '), backMs }
    },
  },
]

/** Somebody of whom nobody writes down what they were told. */
const register = (origin: string, username: string) =>
  get(`${origin}/api/trpc/account.register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'seven quiet planks '.repeat(40) }),
  })

/** Until a write of somebody new succeeds; at most three seconds, which is what is promised. */
async function untilServed({ stage, load }: Scene): Promise<number> {
  const name = `served-${Math.round(performance.now())}`
  const person = load.open(name)
  const register = {
    act: 'account.register',
    key: name,
    input: { username: name, password: 'seven quiet planks' },
  }
  const ms = await until(
    'a write succeeds',
    3_000,
    async () => (await person.ask(register)).outcome !== 'unknown',
  )
  await untilReady(stage, 10_000)
  return ms
}

function stillAlive({ stage }: Scene): void {
  for (const { child } of [...stage.webs, ...stage.workers])
    see(child.exitCode === null && child.signalCode === null, 'every process lives')
}

/** The server and each of its processes: one that is frozen alone would be waited for by nobody. */
async function backends({ stage }: Scene): Promise<readonly number[]> {
  const { readFileSync } = await import('node:fs')
  const { pid } = stage.postgres.server
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
  return [pid, ...children]
}
