import { randomUUID } from 'node:crypto'
import * as accountExports from '@shiplap/db/queries/account-exports'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishRun } from '../run/testing.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson, registerConfirmed } from '../testing-people.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

test('who asks for their data gets all of it: account, sign-ins, runs, submissions, verdicts, messages and what they were, and nobody else’s', async () => {
  const { visitor, id, email } = await registerConfirmed(world, {
    username: 'packs',
    password: 'a long enough phrase',
  })
  const { api } = visitor
  const verifier = await createPerson(world, { username: 'vera', role: 'verifier' })
  const run = await finishRun(world, visitor)
  const { id: submissionId } = await api.submission.create.mutate({ runId: run.id, notes: 'By heart.' })
  await verifier.api.submission.claim.mutate({ submissionId })
  await verifier.api.submission.reject.mutate({ submissionId, reason: 'Too fast to be believed.' })
  const { slug } = await api.room.create.mutate({ title: 'Packing' })
  const { seq } = await api.message.send.mutate({ room: slug, body: 'frist', clientKey: randomUUID() })
  await api.message.edit.mutate({ room: slug, seq, body: 'first' })
  await verifier.api.room.join.mutate({ room: slug })
  await verifier.api.message.send.mutate({
    room: slug,
    body: 'a word of somebody else',
    clientKey: randomUUID(),
  })

  await api.account.export.mutate()
  const [asked] = await world.database.rows<{
    id: string
  }>`select id from account_export where account_id = ${id}`
  await accountExports.fulfil(world.database.db, { id: asked?.id ?? '' })
  const { content } = (await api.account.exported.query()) ?? { content: null }
  const data = JSON.parse(content ?? '{}')
  expect(data.account).toMatchObject({ username: 'packs', email })
  expect(data.events.length).toBeGreaterThan(1)
  expect(data.deviceSessions).toHaveLength(1)
  expect(data.runs).toMatchObject([{ id: run.id, challenge: 'csvq', state: 'finished', time_ms: run.timeMs }])
  expect(data.runs[0].splits).toHaveLength(3)
  expect(data.runs[0].acts).toHaveLength(4)
  expect(data.submissions).toMatchObject([
    {
      id: submissionId,
      state: 'REJECTED',
      revisions: [{ notes: 'By heart.' }],
      verdicts: [{ kind: 'reject', reason: 'Too fast to be believed.' }],
    },
  ])
  expect(data.rooms.map((room: { slug: string }) => room.slug)).toContain(slug)
  expect(data.messages).toMatchObject([{ room: slug, seq, body: 'first', changes: [{ was: 'frist' }] }])
  expect(content).not.toMatch(/somebody else|vera|(token|password|code)_hash/)
})
