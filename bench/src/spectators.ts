// How long a split takes to the screen of somebody who watches: so many live runs, a spectator without account at each.
// Server, runners and spectators share one process, so what is measured includes the work of all four hundred clients.
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createTestApi } from '@shiplap/api/testing'
import { makeTemplate } from '@shiplap/db/testing'
import { startPostgres } from '@shiplap/embedded/postgres'
import { percentile } from './measure.ts'

const runs = Number(process.argv[2] ?? 200)
const betweenMs = Number(process.argv[3] ?? 4_000)
const milestones = 7

const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-spectators-'))
const postgres = await startPostgres({ dataDir })
await makeTemplate(postgres.url)
const world = await createTestApi({ serverUrl: postgres.url })
try {
  const toScreen: number[] = []
  const answered: number[] = []
  const live = await inTurn(runs, async (n) => {
    const runner = world.visitor()
    await runner.api.account.register.mutate({
      username: `runner-${n}`,
      password: 'planks over the harbour 9',
    })
    const kind = { challenge: 'realworld-api', category: 'all-milestones', assistance: 'unassisted' } as const
    const { id: runId } = await runner.api.run.arm.mutate({ ...kind, key: randomUUID() })
    await runner.api.run.start.mutate({ runId, key: randomUUID() })
    const sentAt = new Map<number, number>()
    const isListening = Promise.withResolvers<void>()
    world.visitor().api.run.live.subscribe(
      { runId },
      {
        onData(run) {
          isListening.resolve()
          const at = sentAt.get((run.nextPosition ?? 1) - 1)
          if (at !== undefined) toScreen.push(performance.now() - at)
        },
        onError: isListening.reject,
      },
    )
    await isListening.promise
    return { runner, runId, sentAt }
  })
  await Promise.all(
    live.map(async ({ runner, runId, sentAt }, n) => {
      await delay((n / runs) * betweenMs)
      for (let position = 1; position <= milestones; position++) {
        await delay(betweenMs)
        const at = performance.now()
        sentAt.set(position, at)
        await runner.api.run.split.mutate({ runId, position, key: randomUUID() })
        answered.push(performance.now() - at)
      }
    }),
  )
  await delay(1_000)
  const ms = (values: readonly number[], share: number) => `${percentile(values, share).toFixed(0)} ms`
  console.log(
    `${runs} runs, ${Math.round((runs / betweenMs) * 1_000)} splits/s, ${toScreen.length} of ${runs * milestones} seen`,
  )
  console.log(`to the screen  p50 ${ms(toScreen, 0.5)}  p95 ${ms(toScreen, 0.95)}  p99 ${ms(toScreen, 0.99)}`)
  console.log(`answered       p50 ${ms(answered, 0.5)}  p95 ${ms(answered, 0.95)}  p99 ${ms(answered, 0.99)}`)
} finally {
  await world.close()
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
}

async function inTurn<T>(count: number, make: (n: number) => Promise<T>): Promise<readonly T[]> {
  const made: T[] = []
  for (let n = 0; n < count; n++) made.push(await make(n))
  return made
}
