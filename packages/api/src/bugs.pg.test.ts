import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from './testing.ts'

const errors: string[] = []
let world: TestApi
beforeAll(async () => {
  const quiet = () => {}
  const error = (fields: object) =>
    void errors.push(JSON.stringify(fields, (_, value) => (value instanceof Error ? value.message : value)))
  world = await createTestApi({ log: { debug: quiet, info: quiet, warn: quiet, error } })
})
afterAll(() => world.close())

test('ASVS 16.5.1: a fault of our own is answered by a number to ask for, and told in full in the log alone', async () => {
  await world.database.rows`alter table category rename to category_that_is_gone`
  for (const path of ['/api/trpc/challenge.list', '/api/v1/challenges']) {
    const answer = await fetch(`${world.origin}${path}`)
    const text = await answer.text()
    const requestId = answer.headers.get('x-request-id') ?? 'none'
    expect([path, answer.status]).toEqual([path, 500])
    expect(text).toContain(requestId)
    expect(text).not.toMatch(/category|relation|select|kysely|node_modules|stack|at \w+ \(/i)
    expect(errors.filter((line) => line.includes(requestId)).join()).toMatch(
      /relation .*category.* does not exist/,
    )
  }
})
