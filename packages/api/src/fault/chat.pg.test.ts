import { expect, test } from 'vitest'
import { runFaults } from './run.ts'
import { shiplap } from './shiplap.ts'

test('whatever is cut, killed or emptied, every client gets every message exactly once and in order', async () => {
  const outcome = await runFaults(shiplap, { forMs: 6_000 })
  console.log('chat under faults', outcome)
  expect(outcome).toMatchObject({ lost: 0, doubled: 0, disordered: 0, resets: 0, wronglyAcknowledged: 0 })
  // An empty run proves nothing.
  expect(outcome.acknowledged).toBeGreaterThan(50)
  expect(outcome.delivered).toBeGreaterThanOrEqual(outcome.acknowledged * 40)
  for (const faults of [outcome.cuts, outcome.serverKills, outcome.redisKills])
    expect(faults).toBeGreaterThan(0)
}, 90_000)
