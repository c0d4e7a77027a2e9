import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { password } from '../load/actors.ts'
import { type FaultCase, see } from './case.ts'
import { get } from './measure.ts'

export const raceCases: readonly FaultCase[] = [
  {
    name: 'at-once',
    must: 'of two verifiers, twenty refreshes of one token and fifty splits at once one wins, and the others are told',
    faults: 3,
    async act({ stage, load }) {
      const runner = load.open('racer')
      await runner.ask({ act: 'account.register', key: 'racer', input: { username: 'racer', password } })
      const key = randomUUID()
      const kind = { challenge: 'csvq', category: 'first-three', assistance: 'agent', stack: [] }
      const { data: armed } = await runner.ask({ act: 'run.arm', key, input: { ...kind, key } })
      const runId = String(armed.id)
      const startKey = randomUUID()
      await runner.ask({ act: 'run.start', key: startKey, input: { runId, key: startKey } })
      await sleep(1_100)
      const splits = await Promise.all(
        Array.from({ length: 50 }, () => {
          const once = randomUUID()
          return runner.ask({ act: 'run.split', key: once, input: { runId, position: 1, key: once } })
        }),
      )
      const won = splits.filter(({ outcome }) => outcome === 'ok').length
      see(won === 1, `one of fifty splits counts, not ${won}`)
      see(
        splits.every(({ outcome }) => outcome !== 'unknown'),
        'every split is told what came of it',
      )

      const { data } = await runner.ask({
        act: 'account.logIn',
        input: { login: 'racer', password, means: 'tokens' },
      })
      const { refreshToken } = data.tokens as { refreshToken: string }
      const refreshed = await Promise.all(
        Array.from({ length: 20 }, () =>
          runner.ask({ act: 'account.refresh', key: `race ${refreshToken}`, input: { refreshToken } }),
        ),
      )
      const next = new Set(refreshed.map((answer) => answer.data.refreshToken))
      see(next.size === 1, `twenty refreshes have one successor, not ${next.size}`)

      for (const [at, pauseMs] of [1_100, 3_000].entries()) {
        await sleep(pauseMs)
        const once = randomUUID()
        await runner.ask({ act: 'run.split', key: once, input: { runId, position: at + 2, key: once } })
      }
      const judges = await Promise.all(
        ['judge-1', 'judge-2', 'judge-3', 'judge-4'].map(async (who) => {
          const judge = load.open(who)
          await judge.ask({ act: 'account.register', key: who, input: { username: who, password } })
          await stage.database.rows`update account set role = 'verifier' where username = ${who}`
          return judge
        }),
      )
      const { data: sent } = await runner.ask({ act: 'submission.create', key: runId, input: { runId } })
      const submissionId = String(sent.id)
      await Promise.all(
        judges.map((judge) =>
          judge.ask({ act: 'submission.claim', key: submissionId, input: { submissionId } }),
        ),
      )
      // The verifiers of the load may have been quicker than all four.
      const claims = load.history.entries.filter(
        ({ act, key: claimed }) => act === 'submission.claim' && claimed === submissionId,
      )
      const claimed = claims.filter(({ outcome }) => outcome === 'ok').length
      see(claimed === 1, `one of ${claims.length} claims is given, not ${claimed}`)

      await load.more(60)
      return { splits: won, successors: next.size, claims: claims.length, claimed }
    },
  },
  {
    name: 'registrations-at-once',
    must: 'fifty people register at once and the api stays quick for the others',
    faults: 1,
    stage: () => ({ env: () => ({ PASSWORD_COST: '10' }) }),
    async act({ stage, load }) {
      const times: number[] = []
      let isOver = false
      const others = (async () => {
        while (!isOver) times.push((await get(`${stage.origins[0]}/api/trpc/challenge.list`)).ms)
      })()
      const since = performance.now()
      const people = Array.from({ length: 50 }, (_, n) => load.open(`fifty-${n}`))
      const answers = await Promise.all(
        people.map((person) =>
          person.insist(
            { act: 'account.register', key: person.who, input: { username: person.who, password } },
            () => false,
          ),
        ),
      )
      const tookMs = Math.round(performance.now() - since)
      isOver = true
      await others
      const medianMs = times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0
      // Whoever's answer was lost is told the second time that the name is taken: by themselves.
      const there = await stage.database.rows`select from account where username like 'fifty-%'`
      see(there.length === 50, `all fifty have an account, not ${there.length}`)
      see(medianMs < 250, `the api stays quick, not ${medianMs} ms`)
      return { registered: answers.length, tookMs, apiMedianMs: medianMs }
    },
  },
]
