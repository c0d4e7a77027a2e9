import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Outputs } from '@shiplap/client'
import { register, registerAs } from './people.ts'
import { product } from './product.ts'
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
  const ownFinished = await finishRun(page, { segmentsMs: [25_000, 35_000, 45_000], advance })
  const run = await startRun(page)
  await advance(2_000)
  await split(page, run, 1)
  return {
    username,
    runId: run.id,
    finishedId: ownFinished.id,
    submissionId,
    jobId: await newestJob(page),
    mailKey: await keepMail(),
  }
}

async function newestJob(page: Page): Promise<number> {
  const answer = await page.request.get(`/api/trpc/job.list?input=${encodeURIComponent('{"limit":1}')}`)
  const body: { readonly result: { readonly data: Outputs['job']['list'] } } = await answer.json()
  const [job] = body.result.data.jobs
  if (!job) throw new Error('a finished run left no job behind')
  return job.id
}

async function keepMail(): Promise<string> {
  const key = 'a-mail-of-the-sweep'
  await mkdir(product.mailDir, { recursive: true })
  await writeFile(
    join(product.mailDir, `${key}.eml`),
    'From: shiplap@example.org\nTo: everybody@example.org\nSubject: Your code\n\nThe code is 123456.\n',
  )
  return key
}
