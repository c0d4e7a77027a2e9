import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '@shiplap/db/connect'
import { endOthers } from '@shiplap/db/queries/server'
import { silentLog } from '@shiplap/runtime/log'
import { type FaultCase, type Scene, see } from './case.ts'
import { get, until } from './measure.ts'

export const lineCases: readonly FaultCase[] = [
  {
    name: 'answer-lost-after-commit',
    must: 'no second run, message, job or account, however often somebody asks again',
    faults: 20,
    async act({ stage, load, random }) {
      stage.lines.postgres.loseAnswers(/commit|insert into|update /i, () => random() < 0.05)
      await until('twenty answers are lost', 30_000, () => stage.lines.postgres.lost() >= 20)
      stage.lines.postgres.loseAnswers(null)
      await load.more(40)
      return { lost: stage.lines.postgres.lost() }
    },
  },
  {
    name: 'slow-postgres',
    must: 'with 30 ms more each way all goes on, slower',
    faults: 1,
    async act({ stage, load }) {
      stage.lines.postgres.delay(30)
      await load.more(60)
      stage.lines.postgres.delay(0)
      await load.more(20)
      return { delayMs: 30 }
    },
  },
  {
    name: 'cut-postgres',
    must: 'what is cut off in the middle is known or asked again; nothing is lost or doubled',
    faults: 6,
    async act({ stage, load, random }) {
      for (let time = 0; time < 6; time++) {
        stage.lines.postgres.set('cut')
        await sleep(100 + random() * 300)
        stage.lines.postgres.set('open')
        await load.more(15)
      }
      return { cuts: 6 }
    },
  },
  halfOpen('postgres', {
    must: 'connections that take everything and answer nothing are given up within seconds, and new ones are used',
    forMs: 8_000,
    withinMs: 6_500,
  }),
  halfOpen('redis', {
    must: 'the same for Redis, within the time that a request waits for it',
    forMs: 5_000,
    withinMs: 2_000,
  }),
  {
    name: 'news-lost',
    must: 'with pub/sub and NOTIFY cut again and again, streams catch up within 5 s and jobs start within the poll',
    faults: 8,
    async act({ stage, load }) {
      const admin = connect({ url: stage.postgres.server.url, log: silentLog, application: 'admin', max: 1 })
      for (let time = 0; time < 4; time++) {
        stage.lines.redis.set('cut')
        await endOthers(admin, { application: 'worker %' })
        await endOthers(admin, { application: 'account news' })
        await sleep(100)
        stage.lines.redis.set('open')
        await load.more(15)
      }
      await admin.destroy()
      const last = async () => {
        const [row] = await stage.database.rows<{ last: number }>`
          select coalesce(max(seq), 0) as last from message join room on room.id = room_id where slug = 'lobby'`
        return row?.last ?? 0
      }
      const target = await last()
      const caughtUpMs = await until('every stream has caught up', 5_000, () =>
        load.watchers.every(({ seqs }) => (seqs.at(-1) ?? 0) >= target),
      )
      return { times: 4, caughtUpMs }
    },
  },
]

function halfOpen(
  part: 'postgres' | 'redis',
  { must, forMs, withinMs }: { readonly must: string; readonly forMs: number; readonly withinMs: number },
): FaultCase {
  return {
    name: `half-open-${part}`,
    must,
    faults: 1,
    async act(scene) {
      const { stage, load } = scene
      stage.lines[part].set('half-open')
      const slowestMs = await slowest(scene, forMs)
      stage.lines[part].set('open')
      await load.more(80)
      see(slowestMs < withinMs, `an answer comes within ${withinMs} ms, not ${slowestMs}`)
      return { slowestMs }
    },
  }
}

/** The slowest answer to a question for PostgreSQL or Redis in that time. */
async function slowest({ stage }: Scene, forMs: number): Promise<number> {
  const until = performance.now() + forMs
  let slowestMs = 0
  while (performance.now() < until) {
    const { ms, status } = await get(`${stage.origins[0]}/api/trpc/challenge.list`)
    see(status !== 500, 'nobody is told of a fault')
    slowestMs = Math.max(slowestMs, ms)
    await sleep(100)
  }
  return slowestMs
}
