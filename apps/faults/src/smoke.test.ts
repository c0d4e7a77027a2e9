import { expect, test } from 'vitest'
import { smoke } from './cases/smoke.ts'
import { runCase } from './run.ts'

test('a web and the worker are killed, Redis and PostgreSQL restarted: nothing is lost, doubled or out of order', async () => {
  const { problems, seen: _, must: __, ...counts } = await runCase(smoke, 1)
  console.log('smoke of faults', counts)
  expect(problems).toEqual([])
  expect(counts).toMatchObject({ faults: 4, notRun: null })
  expect(counts.ok).toBeGreaterThan(100)
}, 90_000)
