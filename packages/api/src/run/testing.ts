import { randomUUID } from 'node:crypto'
import type { Assistance } from '@shiplap/domain/run'
import type { TestApi } from '../testing.ts'
import type { TestPerson } from '../testing-people.ts'

export const key = () => randomUUID()

type Kind = {
  readonly challenge?: string
  readonly category?: string
  readonly assistance?: Assistance
  readonly stack?: readonly string[]
}

/** Arms and starts a run; the first three milestones of the smallest challenge, when nothing else is said. */
export async function startRun({ api }: Pick<TestPerson, 'api'>, kind: Kind = {}) {
  const armed = await api.run.arm.mutate({
    challenge: 'csvq',
    category: 'first-three',
    assistance: 'unassisted',
    ...kind,
    stack: [...(kind.stack ?? [])],
    key: key(),
  })
  return api.run.start.mutate({ runId: armed.id, key: key() })
}

/** Starts a run and finishes it, each segment lasting as long as is said and a few milliseconds. */
export async function finishRun(
  world: Pick<TestApi, 'advance'>,
  person: Pick<TestPerson, 'api'>,
  { segmentsMs = [3_000, 3_000, 3_000], ...kind }: Kind & { readonly segmentsMs?: readonly number[] } = {},
) {
  let run = await startRun(person, kind)
  for (const [index, segmentMs] of segmentsMs.entries()) {
    await world.advance(segmentMs)
    run = await person.api.run.split.mutate({ runId: run.id, position: index + 1, key: key() })
  }
  return run
}

/** The reason of a refusal; fails when nothing was refused. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    const { data } = error as { data?: { reason?: string } }
    return data?.reason ?? `no refusal: ${String(error)}`
  }
  throw new Error('it was not refused')
}
