import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { seed } from './arbitrary.ts'
import { hostileCases, patience } from './cases.ts'
import { digestOf } from './digest.ts'
import { openCrowd } from './people.ts'
import { timing } from './slow.ts'
import { openSocketWire } from './socket-wire.ts'
import { createTally } from './tally.ts'
import { inParallel } from './wire.ts'
import { createListenedApi, type ListenedApi } from './world.ts'

vi.setConfig(patience)

let world: ListenedApi
let wire: ReturnType<typeof openSocketWire>
let crowd: ReturnType<typeof openCrowd>
beforeAll(async () => {
  world = await createListenedApi()
  wire = openSocketWire(world.origin)
  crowd = openCrowd(world)
})
afterAll(async () => {
  await wire.close()
  await world.close()
})

// What is no JSON or too much for a frame is tried in frames.test.ts.
const cases = hostileCases(20).filter(({ body }) => isJson(body) && body.length < 60_000)

test('what no schema takes is refused by every procedure over a socket, which goes on, and changes nothing', async () => {
  const tally = createTally()
  const malformed = cases.filter((one) => one.malformed)
  await crowd.gather()
  const before = await digestOf(world.database)
  const send = async ([at, one]: readonly [number, (typeof malformed)[number]]) =>
    wire.send(await crowd.callerOf(one.path, at), one)
  const watch = timing(send)
  await inParallel(malformed.entries(), 2, async (each) => {
    const answer = await send(each)
    watch.note(each, answer)
    tally.count(`${each[1].path} ${each[1].body}`, answer, { mustRefuse: true })
  })
  const slow = await watch.slow()
  const counts = tally.told()
  const procedures = new Set(malformed.map(({ path }) => path)).size
  console.log('malformed input over WebSocket', { seed, procedures, ...counts })
  expect(tally.faults).toEqual([])
  expect(await digestOf(world.database)).toEqual(before)
  expect(procedures).toBeGreaterThan(70)
  expect(counts.refused).toBeGreaterThan(1_000)
  expect(slow.map(([, { path, body }]) => `${path} ${body.slice(0, 100)}`)).toEqual([])
})

test('what a schema takes, however odd, is answered by every procedure over a socket without a fault', async () => {
  const tally = createTally()
  const odd = cases.filter((one) => !one.malformed)
  await inParallel(odd.entries(), 2, async ([at, one]) => {
    const answer = await wire.send(await crowd.ownCallerOf(one.path, at), one)
    tally.count(`${one.path} ${one.body}`, answer, { mustRefuse: false })
  })
  const counts = tally.told()
  console.log('odd input over WebSocket', { seed, ...counts })
  expect(tally.faults).toEqual([])
  expect(counts.calls).toBeGreaterThan(200)
  expect(world.toldOf(crowd.secrets()).told).toEqual([])
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
