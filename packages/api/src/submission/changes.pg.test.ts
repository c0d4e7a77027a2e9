import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishRun } from '../run/testing.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson } from '../testing-people.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

test('who begins to listen to the queue is told first that they may have missed something, then what changes', async () => {
  const vera = await createPerson(world, { username: 'vera', role: 'verifier' })
  const ada = await createPerson(world, { username: 'ada' })
  const run = await finishRun(world, ada)
  const heard: (string | null)[] = []
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const subscription = vera.api.submission.changes.subscribe(undefined, {
    onData({ submissionId }) {
      heard.push(submissionId)
      if (heard.length === 1) first.resolve()
      else second.resolve()
    },
  })
  await first.promise
  const { id } = await ada.api.submission.create.mutate({ runId: run.id })
  await second.promise
  expect(heard.slice(0, 2)).toEqual([null, id])
  subscription.unsubscribe()
})
