import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createTestApi, type TestApi } from '@shiplap/api/testing'
import { makeTemplate } from '@shiplap/db/testing'
import { startPostgres } from '@shiplap/embedded/postgres'
import { percentile } from '../frame/statistics.ts'

const milestones = 7

type Crowd = { readonly runs: number; readonly betweenMs: number }

/**
 * So many live runs with a spectator without account at each; the 95th percentile of what lies between a split and the
 * spectator's message. Server, runners and spectators share one process, so that the work of all these clients counts too.
 */
export async function reachingScreens({ runs, betweenMs }: Crowd): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-spectators-'))
  const postgres = await startPostgres({ dataDir })
  await makeTemplate(postgres.url)
  const world = await createTestApi({ serverUrl: postgres.url })
  try {
    const toScreen: number[] = []
    const live = []
    for (let n = 0; n < runs; n++) live.push(await begin(world, n, (ms) => toScreen.push(ms)))
    await Promise.all(
      live.map(async (split, n) => {
        await delay((n / runs) * betweenMs)
        for (let position = 1; position <= milestones; position++) {
          await delay(betweenMs)
          await split(position)
        }
      }),
    )
    await delay(1_000)
    return toScreen.length < runs * milestones ? Number.POSITIVE_INFINITY : percentile(toScreen, 0.95)
  } finally {
    await world.close()
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Starts a run that somebody watches, and gives what splits it. */
async function begin(world: TestApi, n: number, onScreen: (ms: number) => void) {
  const runner = world.visitor()
  const password = 'planks over the harbour 9'
  await runner.api.account.register.mutate({ username: `runner-${n}`, password })
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
        if (at !== undefined) onScreen(performance.now() - at)
      },
      onError: isListening.reject,
    },
  )
  await isListening.promise
  return async (position: number) => {
    sentAt.set(position, performance.now())
    await runner.api.run.split.mutate({ runId, position, key: randomUUID() })
  }
}
