import { setTimeout as sleep } from 'node:timers/promises'
import { kill, terminate } from '../stage/processes.ts'
import { type FaultCase, see } from './case.ts'
import { get } from './measure.ts'

export const webCases: readonly FaultCase[] = [
  {
    name: 'kill-web',
    must: 'the other web serves, clients come back and catch up, nothing is lost or doubled',
    faults: 4,
    async act({ stage, load, random }) {
      let served = 0
      for (let time = 0; time < 4; time++) {
        const which = time % 2
        const victim = stage.webs[which]
        if (victim === undefined) continue
        await kill(victim)
        served += Number((await get(`${stage.origins[1 - which]}/api/trpc/instance.get`)).status === 200)
        await sleep(300 + random() * 400)
        await stage.startWeb(which)
        await load.more(20)
      }
      see(served === 4, 'the other web serves each time')
      return { kills: 4, served }
    },
  },
  {
    name: 'term-web',
    must: 'requests finish, subscriptions are told to come back elsewhere, the process leaves with 0 within 10 s',
    faults: 2,
    async act({ stage, load }) {
      const leavings: number[] = []
      for (const [which, web] of stage.webs.entries()) {
        const open = Array.from({ length: 20 }, () => get(`${stage.origins[which]}/api/trpc/challenge.list`))
        await sleep(5)
        const [{ code, ms }, answers] = await Promise.all([terminate(web), Promise.all(open)])
        leavings.push(ms)
        see(code === 0, `it leaves with 0, not ${code}`)
        see(ms <= 10_000, `it leaves within 10 s, not ${ms} ms`)
        const begun = answers.filter(({ status }) => status !== 0)
        see(
          begun.every(({ status }) => status === 200),
          'requests that were begun are answered',
        )
        await stage.startWeb(which)
        await load.more(30)
      }
      return { leftMs: Math.max(...leavings) }
    },
  },
]
