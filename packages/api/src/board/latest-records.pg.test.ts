import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishRun } from '../run/testing.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson, type TestPerson } from '../testing-people.ts'

let world: TestApi
let vera: TestPerson
let victor: TestPerson
let ada: TestPerson
beforeAll(async () => {
  world = await createTestApi()
  vera = await createPerson(world, { username: 'vera', role: 'verifier' })
  victor = await createPerson(world, { username: 'victor', role: 'verifier' })
  ada = await createPerson(world, { username: 'ada' })
})
afterAll(() => world.close())

test('the records that fell last come first, whatever their board; a slower time and an unreviewed one are none', async () => {
  expect(await latest()).toEqual([])
  const first = await record('csvq', [9_000, 9_000, 9_000])
  const elsewhere = await record('md2html', [5_000, 5_000, 5_000])
  const faster = await record('csvq', [8_000, 8_000, 8_000])
  await record('csvq', [20_000, 20_000, 20_000])
  await finishRun(world, ada, { challenge: 'csvq', segmentsMs: [4_000, 4_000, 4_000] })

  expect(await latest()).toMatchObject([
    { runId: faster, username: 'ada', challenge: 'csvq', category: 'first-three', assistance: 'unassisted' },
    { runId: elsewhere, challenge: 'md2html' },
    { runId: first, challenge: 'csvq' },
  ])
  expect(await latest(1)).toMatchObject([{ runId: faster }])
})

async function latest(limit = 10) {
  return (await world.visitor().api.board.latestRecords.query({ limit })).records
}

/** A run that whoever must approve has approved. */
async function record(challenge: string, segmentsMs: readonly number[]): Promise<string> {
  const run = await finishRun(world, ada, { challenge, category: 'first-three', segmentsMs })
  const { id: submissionId } = await ada.api.submission.create.mutate({ runId: run.id })
  for (const verifier of [vera, victor]) {
    const seen = await verifier.api.submission.get.query({ submissionId })
    if (seen.state !== 'PENDING') break
    await verifier.api.submission.claim.mutate({ submissionId })
    await verifier.api.submission.approve.mutate({ submissionId })
  }
  return run.id
}
