import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { Outputs } from '@shiplap/client'
import { product } from './product.ts'

type Run = Outputs['run']['start']

/** Starts a run for the person at this page, by the api; for specs that are about something else. */
export async function startRun(page: Page, challenge = 'csvq', category = 'first-three'): Promise<Run> {
  const stack = ['node', 'hono']
  const kind = { challenge, category, assistance: 'unassisted', stack, key: randomUUID() }
  const armed = await call<Run>(page, 'run.arm', kind)
  return call<Run>(page, 'run.start', { runId: armed.id, key: randomUUID() })
}

/** Marks the milestone at this position as reached. */
export function split(page: Page, run: Pick<Run, 'id'>, position: number): Promise<Run> {
  return call<Run>(page, 'run.split', { runId: run.id, position, key: randomUUID() })
}

/** A whole run, with so long between its milestones. The clock of the product is moved; nobody waits. */
export async function finishRun(
  page: Page,
  kind: {
    readonly segmentsMs: readonly number[]
    readonly advance: (ms: number) => Promise<void>
    readonly challenge?: string
    readonly category?: string
  },
): Promise<Run> {
  let run = await startRun(page, kind.challenge, kind.category)
  for (const [index, ms] of kind.segmentsMs.entries()) {
    await kind.advance(ms)
    run = await split(page, run, index + 1)
  }
  return run
}

/** Sends a finished run of this person in for review; the submission's id. */
export async function submit(page: Page, run: Pick<Run, 'id'>): Promise<string> {
  const video = { videoUrl: 'https://videos.example.org/run', videoStartMs: 4_000 }
  const sent = { runId: run.id, notes: 'Cut nowhere.', ...video }
  return (await call<Outputs['submission']['get']>(page, 'submission.create', sent)).id
}

/** Calls a mutation as the person at this page. */
export async function call<Answer>(page: Page, procedure: string, data: unknown): Promise<Answer> {
  const answer = await page.request.post(`/api/trpc/${procedure}`, {
    headers: { origin: product.origin },
    data,
  })
  if (!answer.ok()) throw new Error(`${procedure} answered ${answer.status()}: ${await answer.text()}`)
  const body: { readonly result: { readonly data: Answer } } = await answer.json()
  return body.result.data
}
