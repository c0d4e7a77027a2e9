import { setTimeout as sleep } from 'node:timers/promises'
import { watch } from '@shiplap/api/testing-watcher'
import type { Stage } from '../stage/stage.ts'
import * as actors from './actors.ts'
import { createHistory, type History } from './history.ts'
import { createPerson, type Person } from './person.ts'

/** People who do everything at once, until they are told to stop. */
export type Load = {
  readonly history: History
  readonly watchers: readonly ReturnType<typeof watch>[]
  /** Resolves once so many acts more have succeeded. */
  readonly more: (acts: number) => Promise<void>
  /** Ends it: nobody begins anything new, and whoever waits for an answer still gets one. */
  readonly stop: () => Promise<void>
  readonly close: () => Promise<void>
  readonly open: (who: string) => Person
}

/** What people asked and were told, and what the watchers were given. */
export type Judged = Pick<Load, 'history' | 'watchers'>

export async function startLoad(stage: Stage, random: () => number): Promise<Load> {
  const history = createHistory()
  let over = false
  const isOver = () => over
  const open = (who: string) => createPerson({ who, origins: stage.origins, history, random })
  const arrive = async (who: string, role = 'member') => {
    const person = open(who)
    const { outcome } = await person.ask({
      act: 'account.register',
      key: who,
      input: { username: who, password: actors.password },
    })
    if (outcome !== 'ok') throw new Error(`${who} could not register`)
    if (role !== 'member')
      await stage.database.rows`update account set role = ${role} where username = ${who}`
    return person
  }
  const watchers = Array.from({ length: 4 }, (_, first) =>
    watch({ origins: stage.origins, room: actors.room, first }),
  )
  await Promise.all(watchers.map((watcher) => watcher.opened))
  const doing: readonly (readonly [Person, actors.Round])[] = [
    [await arrive('chatter-1'), actors.chat],
    [await arrive('chatter-2'), actors.flood],
    [await arrive('runner-1'), actors.run],
    [await arrive('runner-2'), actors.run],
    [await arrive('runner-3'), actors.once(actors.run)],
    [await arrive('verifier-1', 'verifier'), actors.verify],
    [await arrive('verifier-2', 'verifier'), actors.verify],
    [await arrive('wanderer'), actors.signInAndOut(open)],
    [await arrive('program'), actors.refresh],
    [open('newcomer'), actors.askForCode],
    [open('crowd'), actors.register(open)],
  ]
  const living = doing.map(async ([person, round]) => {
    while (!over) await round(person, isOver)
  })
  const succeeded = () => history.entries.filter(({ outcome }) => outcome === 'ok').length
  return {
    history,
    watchers,
    open,
    async more(acts) {
      const until = succeeded() + acts
      const giveUpAt = performance.now() + 40_000
      while (succeeded() < until) {
        if (performance.now() > giveUpAt) throw new Error('the load does not come through')
        await sleep(20)
      }
    },
    async stop() {
      over = true
      await Promise.all(living)
    },
    close: async () => void (await Promise.all(watchers.map((watcher) => watcher.close()))),
  }
}
