import { randomUUID } from 'node:crypto'
import type { Role } from '@shiplap/domain/account'
import type { Assistance } from '@shiplap/domain/run'
import { talk } from './testing-talk.ts'
import { createVisitor, type TestVisitor } from './testing-visitor.ts'

type Stage = {
  readonly origin: string
  /** Moves the clock of the product forward. */
  readonly advance: (ms: number) => Promise<void>
  /** Gives somebody a role, as an administrator would. */
  readonly promote: (username: string, role: Role) => Promise<unknown>
  /** Lets time pass until the next run, and to the present before the runs that are on the clock. */
  readonly rest?: (until: 'next run' | 'present') => Promise<unknown>
  readonly password?: string
}

type Kind = {
  readonly challenge: string
  readonly category: string
  readonly assistance: Assistance
  readonly stack: string[]
}

export const worldPassword = 'planks over the harbour 9'

/**
 * A community in the middle of its week, made through the front door: boards with ties, bests and obsolete runs, a
 * submission in each state, a record that waits for its second verifier, two runs on the clock, people who talk. For
 * pictures, for tests that look at full pages, and as sample data. Everybody signs in with `worldPassword` unless told.
 */
export async function makeWorld(stage: Stage) {
  const { rest = async () => {}, password = worldPassword } = stage
  const people = new Map<string, TestVisitor>()
  for (const username of [...Object.keys(pace), 'vera', 'victor', 'mona']) {
    const visitor = createVisitor(stage.origin)
    await visitor.api.account.register.mutate({ username, password, stay: true })
    people.set(username, visitor)
  }
  for (const [username, role] of Object.entries(staff)) await stage.promote(username, role)
  const as = (username: string) => (people.get(username) ?? nobody(username)).api

  const run = (username: string, kind: Kind, minutes: readonly number[]) =>
    finish(as(username), stage, kind, minutes)
  const submit = async (username: string, runId: string) =>
    (await as(username).submission.create.mutate({ runId, ...sentAlong })).id
  const approve = async (verifier: string, submissionId: string) => {
    await as(verifier).submission.claim.mutate({ submissionId })
    return as(verifier).submission.approve.mutate({ submissionId })
  }

  // Each runs twice: the second try is the better one, and the first is obsolete.
  for (const [username, [stack, factor]] of Object.entries(pace)) {
    const kind = { ...shortener, stack: [...stack] }
    for (const times of [1.2, 1]) {
      await rest('next run')
      const runId = await run(
        username,
        kind,
        shortenerMinutes.map((minutes) => minutes * factor * times),
      )
      const submissionId = await submit(username, runId)
      if ((await approve('vera', submissionId)).state === 'PENDING') await approve('victor', submissionId)
    }
  }
  await rest('next run')
  const rejected = await submit('linus', await run('linus', csvq, [1, 2, 2]))
  await as('victor').submission.claim.mutate({ submissionId: rejected })
  await as('victor').submission.reject.mutate({
    submissionId: rejected,
    reason: 'The video ends before the last milestone.',
  })
  const pending = await submit('grace', await run('grace', csvq, [2, 3, 4]))
  const claimed = await submit('barbara', await run('barbara', csvq, [2, 2, 5]))
  await as('vera').submission.claim.mutate({ submissionId: claimed })
  const record = await submit('margaret', await run('margaret', shortener, [0.7, 2, 1.2, 1.8, 1, 1.1, 1.4]))
  await approve('vera', record)
  const abandoned = await start(as('ada'), csvq)
  await as('ada').run.abandon.mutate({ runId: abandoned, key: randomUUID() })
  const unsubmitted = await run('ada', { ...csvq, assistance: 'agent' }, [0.4, 0.5, 0.6])

  await rest('present')
  await talk(as)
  const paused = await start(as('radia'), { ...shortener, challenge: 'realworld-api', stack: ['go'] })
  await stage.advance(25 * 60_000)
  await as('radia').run.split.mutate({ runId: paused, position: 1, key: randomUUID() })
  await as('radia').run.pause.mutate({ runId: paused, key: randomUUID() })
  const live = await start(as('ada'), shortener)
  await stage.advance(58_200)
  await as('ada').run.split.mutate({ runId: live, position: 1, key: randomUUID() })
  await stage.advance(212_800)
  await as('ada').run.split.mutate({ runId: live, position: 2, key: randomUUID() })

  return {
    people: people as ReadonlyMap<string, TestVisitor>,
    runs: { live, paused, abandoned, unsubmitted },
    submissions: { rejected, pending, claimed, record },
    async close() {
      await Promise.all([...people.values()].map((visitor) => visitor.close()))
    },
  }
}

const shortener: Kind = {
  challenge: 'url-shortener',
  category: 'all-milestones',
  assistance: 'unassisted',
  stack: ['node', 'hono'],
}
const csvq: Kind = { challenge: 'csvq', category: 'first-three', assistance: 'unassisted', stack: ['python'] }

/** Runners, with what they build in and how long they take in proportion to each other. */
const pace: Readonly<Record<string, readonly [stack: readonly string[], factor: number]>> = {
  ada: [['node', 'hono'], 1.1],
  grace: [['go'], 1],
  linus: [['rust', 'axum'], 1.45],
  margaret: [['node', 'fastify'], 1.2],
  barbara: [['python', 'fastapi'], 1.3],
  radia: [['go'], 1.7],
}
const staff = { vera: 'verifier', victor: 'verifier', mona: 'moderator' } as const
const shortenerMinutes = [1, 3.5, 2, 2.7, 1.6, 1.4, 2.9]

const sentAlong = {
  repositoryUrl: 'https://git.example.org/runs/latest',
  commitHash: '7f3a9c0de1',
  notes: 'From an empty folder. The alias check took two tries.',
  videoUrl: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
  videoStartMs: 12_000,
  packages: [
    { name: 'hono', version: '4.9.1', ecosystem: 'npm' as const },
    { name: 'nanoid', version: '5.1.5', ecosystem: 'npm' as const },
  ],
}

async function start(api: TestVisitor['api'], kind: Kind): Promise<string> {
  const { id: runId } = await api.run.arm.mutate({ ...kind, key: randomUUID() })
  await api.run.start.mutate({ runId, key: randomUUID() })
  return runId
}

async function finish(
  api: TestVisitor['api'],
  { advance }: Pick<Stage, 'advance'>,
  kind: Kind,
  minutes: readonly number[],
): Promise<string> {
  const runId = await start(api, kind)
  for (const [index, each] of minutes.entries()) {
    await advance(Math.round(each * 60_000))
    await api.run.split.mutate({ runId, position: index + 1, key: randomUUID() })
  }
  return runId
}

function nobody(username: string): never {
  throw new Error(`there is nobody called ${username}`)
}
