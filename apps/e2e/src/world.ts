import type { Page } from '@playwright/test'
import { register, registerAs } from './people.ts'
import type { World } from './routes.ts'
import { finishRun, split, startRun, submit } from './runs.ts'

type Needs = {
  readonly page: Page
  readonly newPerson: () => Promise<Page>
  readonly advance: (ms: number) => Promise<void>
}

/** Enough for every page to have something to show: the person at `page` may open all of them and has a run on the clock. */
export async function makeWorld({ page, newPerson, advance }: Needs): Promise<World> {
  const other = await newPerson()
  await register(other, 'other')
  const finished = await finishRun(other, { segmentsMs: [20_000, 30_000, 40_000], advance })
  const submissionId = await submit(other, finished)
  const { username } = await registerAs('admin', page, 'everybody')
  const run = await startRun(page)
  await advance(2_000)
  await split(page, run, 1)
  return { username, runId: run.id, submissionId }
}
