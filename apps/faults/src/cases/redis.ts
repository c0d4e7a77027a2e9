import { cp, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectRedis, type Redis } from '@shiplap/redis/connect'
import { silentLog } from '@shiplap/runtime/log'
import { diskIn } from '../stage/place.ts'
import { type FaultCase, type Scene, see } from './case.ts'
import { disk } from './disk.ts'
import { getMe } from './measure.ts'

/** How long a request may take at most while Redis is in trouble: it may ask three times, and waits once. */
const boundMs = 1_400

export const redisCases: readonly FaultCase[] = [
  {
    name: 'kill-redis',
    must: 'people stay signed in, what is revoked stays so, limits hold, answers stay quick, and streams catch up',
    faults: 2,
    async act(scene) {
      const { stage } = scene
      return whileAway(scene, 2, async () => {
        process.kill(stage.redis.server.pid, 'SIGKILL')
        await stage.redis.server.ended
        return () => stage.redis.start()
      })
    },
  },
  {
    name: 'flush-redis',
    must: 'the same when it comes back with nothing in it, or is emptied',
    faults: 4,
    async act(scene) {
      const { stage, load } = scene
      for (let time = 0; time < 3; time++) {
        await withRedis(scene, (redis) => redis.flushall())
        await load.more(20)
      }
      return whileAway(scene, 1, async () => {
        process.kill(stage.redis.server.pid, 'SIGKILL')
        await stage.redis.server.ended
        await rm(`${stage.redis.dataDir}/appendonlydir`, { recursive: true, force: true })
        return () => stage.redis.start()
      })
    },
  },
  {
    name: 'redis-from-old-snapshot',
    must: 'a session that was ended since does not come back',
    faults: 1,
    async act({ stage, load }) {
      const person = load.open('wanderer-2')
      await person.ask({
        act: 'account.register',
        key: 'wanderer-2',
        input: { username: 'wanderer-2', password: 'seven quiet planks' },
      })
      const elsewhere = load.open('wanderer-2 elsewhere')
      await elsewhere.ask({
        act: 'account.logIn',
        input: { login: 'wanderer-2', password: 'seven quiet planks' },
      })
      const { data } = await elsewhere.ask({ act: 'account.me' })
      const { id } = data.session as { id: string }
      await getMe(stage.origins[0] ?? '', elsewhere.cookies)
      await sleep(1_100) // Redis writes its file every second
      const kept = `${stage.dir}/old-redis`
      await cp(`${stage.redis.dataDir}/appendonlydir`, kept, { recursive: true })
      await person.ask({ act: 'device.revoke', key: id, input: { id } })
      process.kill(stage.redis.server.pid, 'SIGKILL')
      await stage.redis.server.ended
      await rm(`${stage.redis.dataDir}/appendonlydir`, { recursive: true, force: true })
      await cp(kept, `${stage.redis.dataDir}/appendonlydir`, { recursive: true })
      await stage.redis.start()
      let tried = 0
      for (; tried < 20; tried++) {
        const { status } = await getMe(stage.origins[tried % stage.origins.length] ?? '', elsewhere.cookies)
        see(status === 401, `the ended session opens nothing, not ${status}`)
        await sleep(50)
      }
      await load.more(30)
      return { tried, opened: 0 }
    },
  },
  {
    name: 'freeze-redis',
    must: 'the same while it takes connections and answers nothing',
    faults: 2,
    act: (scene) =>
      whileAway(scene, 2, async () => {
        const { pid } = scene.stage.redis.server
        process.kill(pid, 'SIGSTOP')
        return async () => void process.kill(pid, 'SIGCONT')
      }),
  },
  {
    name: 'redis-out-of-memory',
    must: 'the same while it refuses every write',
    faults: 1,
    act: (scene) =>
      whileAway(scene, 1, async () => {
        await withRedis(scene, (redis) => redis.config('SET', 'maxmemory', '1mb'))
        return () => withRedis(scene, (redis) => redis.config('SET', 'maxmemory', '0'))
      }),
  },
  {
    name: 'redis-disk-full',
    must: 'the same while it cannot write its file',
    faults: 1,
    whyNot: disk.whyNot,
    stage: (dir) => ({ redisDir: disk.mount(diskIn(dir), 4) }),
    act: (scene) =>
      whileAway(scene, 1, async () => {
        const free = disk.fill(scene.stage.redis.dataDir)
        await sleep(2_500)
        return async () => free()
      }),
  },
  {
    name: 'redis-away-at-start',
    must: 'web and worker start without it, serve, and use it when it comes',
    faults: 1,
    stage: () => ({ redisAway: true }),
    async act({ stage, load }) {
      await load.more(60)
      await stage.redis.start()
      await load.more(40)
      return { startedWithout: stage.webs.length + stage.workers.length }
    },
  },
]

/** Does it so many times, and sees to it that people stay signed in and revoked sessions stay revoked while it lasts. */
async function whileAway(scene: Scene, times: number, takeAway: () => Promise<() => Promise<unknown>>) {
  const { stage, load } = scene
  const person = load.open('stayer')
  await person.ask({
    act: 'account.register',
    key: 'stayer',
    input: { username: 'stayer', password: 'seven quiet planks' },
  })
  let slowestMs = 0
  let asked = 0
  for (let time = 0; time < times; time++) {
    const elsewhere = load.open('stayer elsewhere')
    await elsewhere.ask({ act: 'account.logIn', input: { login: 'stayer', password: 'seven quiet planks' } })
    const { data } = await elsewhere.ask({ act: 'account.me' })
    const { id } = data.session as { id: string }
    const giveBack = await takeAway()
    try {
      const revoked = await person.ask({ act: 'device.revoke', key: id, input: { id } })
      see(revoked.outcome === 'ok', `one can sign out a device meanwhile, not ${revoked.status}`)
      const until = performance.now() + 3_000
      for (; performance.now() < until; asked++) {
        const origin = stage.origins[asked % stage.origins.length] ?? ''
        const [mine, ended] = await Promise.all([
          getMe(origin, person.cookies),
          getMe(origin, elsewhere.cookies),
        ])
        see(mine.status === 200, `people stay signed in, not ${mine.status}`)
        see(ended.status === 401, `what is revoked stays revoked, not ${ended.status}`)
        slowestMs = Math.max(slowestMs, mine.ms, ended.ms)
      }
    } finally {
      await giveBack()
    }
    await load.more(20)
    for (const origin of stage.origins)
      see((await getMe(origin, elsewhere.cookies)).status === 401, 'what is revoked stays revoked afterwards')
  }
  see(slowestMs < boundMs, `a request takes at most ${boundMs} ms, not ${slowestMs}`)
  return { times, asked, slowestMs }
}

/** Speaks to Redis itself, past the line that the product uses. */
async function withRedis(scene: Scene, act: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = connectRedis({ url: scene.stage.redis.server.url, log: silentLog })
  if (redis.status !== 'ready') await new Promise<void>((resolve) => redis.once('ready', () => resolve()))
  await act(redis)
  redis.disconnect()
}
