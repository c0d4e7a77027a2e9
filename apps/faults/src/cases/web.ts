import { setTimeout as sleep } from 'node:timers/promises'
import { password } from '../load/actors.ts'
import { kill, terminate } from '../stage/processes.ts'
import { type FaultCase, see } from './case.ts'
import { get, getMe } from './measure.ts'

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
  {
    name: 'freeze-web',
    must: 'the other web serves meanwhile; once it thaws, it lets nobody in whose session was ended, and nothing is lost or doubled',
    faults: 1,
    async act({ stage, load }) {
      const [frozen] = stage.webs
      const [there = '', other = ''] = stage.origins
      see(frozen !== undefined, 'a web runs')
      const name = { username: 'thawing', password }
      const person = load.open(name.username)
      const elsewhere = load.open(`${name.username} elsewhere`)
      await person.ask({ act: 'account.register', key: name.username, input: name })
      await elsewhere.ask({ act: 'account.logIn', input: { login: name.username, password } })
      const { data } = await elsewhere.ask({ act: 'account.me' })
      const { id } = data.session as { id: string }
      see(
        (await getMe(there, elsewhere.cookies)).status === 200,
        'the web that will freeze knows the session',
      )
      frozen.child.kill('SIGSTOP')
      try {
        const ended = await person.insist({ act: 'device.revoke', key: id, input: { id } }, () => false)
        see(ended.outcome !== 'unknown', 'one can sign out a device meanwhile')
        see((await get(`${other}/api/trpc/challenge.list`)).status === 200, 'the other web serves')
        await sleep(8_000)
      } finally {
        frozen.child.kill('SIGCONT')
      }
      for (let tried = 0; tried < 20; tried++) {
        const { status } = await getMe(there, elsewhere.cookies)
        see(status === 401, `what was ended meanwhile opens nothing, not ${status}`)
      }
      await load.more(40)
      return { frozenMs: 8_000, tried: 20 }
    },
  },
]
