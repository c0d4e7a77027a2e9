import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishRun } from '../run/testing.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson, type TestPerson } from '../testing-people.ts'

let world: TestApi
let ada: TestPerson
let vera: TestPerson
let victor: TestPerson
beforeAll(async () => {
  world = await createTestApi()
  ada = await createPerson(world, { username: 'ada' })
  vera = await createPerson(world, { username: 'vera', role: 'verifier' })
  victor = await createPerson(world, { username: 'victor', role: 'verifier' })
})
afterAll(() => world.close())

const reason = 'The video ends before the finish.'
const halfAnHour = 30 * 60_000

async function submitted(): Promise<{ readonly runId: string; readonly submissionId: string }> {
  const { id: runId } = await finishRun(world, ada)
  const { id: submissionId } = await ada.api.submission.create.mutate({ runId })
  return { runId, submissionId }
}

async function trail(submissionId: string) {
  const { claims } = await vera.api.submission.get.query({ submissionId })
  return claims.map(({ kind, verifier }) => [kind, verifier])
}

test('who took a submission, gave it back, and let the time run out stands on record', async () => {
  const { submissionId } = await submitted()
  await vera.api.submission.claim.mutate({ submissionId })
  await vera.api.submission.release.mutate({ submissionId })
  await victor.api.submission.claim.mutate({ submissionId })
  await world.advance(halfAnHour)
  await vera.api.submission.claim.mutate({ submissionId })
  await vera.api.submission.retime.mutate({ submissionId, timeMs: 60_000, reason })
  await vera.api.submission.approve.mutate({ submissionId })
  expect(await trail(submissionId)).toEqual([
    ['claim', 'vera'],
    ['release', 'vera'],
    ['claim', 'victor'],
    ['lapse', 'victor'],
    ['claim', 'vera'],
  ])
  expect((await ada.api.submission.get.query({ submissionId })).claims).toEqual([])
  expect((await world.visitor().api.submission.get.query({ submissionId })).claims).toEqual([])
})

test('a claim taken again while it lasts is not one that ran out', async () => {
  const { submissionId } = await submitted()
  for (let time = 0; time < 2; time++) await vera.api.submission.claim.mutate({ submissionId })
  expect(await trail(submissionId)).toEqual([
    ['claim', 'vera'],
    ['claim', 'vera'],
  ])
})

test('the list of decisions has the claims where it is asked for them, also of what was withdrawn', async () => {
  const { runId, submissionId } = await submitted()
  await victor.api.submission.claim.mutate({ submissionId })
  await victor.api.submission.release.mutate({ submissionId })
  const kept = { verifier: 'victor', runner: 'ada', runId }
  const { decisions } = await vera.api.submission.decisions.query({ claims: true, limit: 2 })
  expect(decisions).toMatchObject([
    { ...kept, kind: 'release', submissionId },
    { ...kept, kind: 'claim', submissionId },
  ])
  await ada.api.submission.withdraw.mutate({ submissionId })
  const after = await vera.api.submission.decisions.query({ claims: true, limit: 2 })
  expect(after.decisions).toMatchObject([
    { ...kept, kind: 'release', submissionId: null },
    { ...kept, kind: 'claim', submissionId: null },
  ])
  const verdictsAlone = await vera.api.submission.decisions.query({})
  expect(verdictsAlone.decisions.map(({ kind }) => kind)).not.toContain('claim')
})

test('a claim that ran out right before the runner withdrew is on record too', async () => {
  const { runId, submissionId } = await submitted()
  await victor.api.submission.claim.mutate({ submissionId })
  await world.advance(halfAnHour)
  await ada.api.submission.withdraw.mutate({ submissionId })
  const { decisions } = await vera.api.submission.decisions.query({ claims: true, limit: 2 })
  expect(decisions).toMatchObject([
    { kind: 'lapse', runId },
    { kind: 'claim', runId },
  ])
})

test('pages of decisions with claims have everything once, and in order', async () => {
  const whole = (await vera.api.submission.decisions.query({ claims: true, limit: 100 })).decisions
  const paged: unknown[] = []
  for (let before: string | undefined; ; ) {
    const page = await vera.api.submission.decisions.query({
      claims: true,
      limit: 3,
      ...(before && { before }),
    })
    paged.push(...page.decisions)
    if (page.next === null) break
    before = page.next
  }
  expect(paged).toEqual(whole)
})

test('nothing on record is changed or removed', async () => {
  const { db } = world.database
  await expect(db.deleteFrom('claimEvent').execute()).rejects.toThrow('append-only')
  await expect(db.updateTable('claimEvent').set({ kind: 'release' }).execute()).rejects.toThrow('append-only')
})
