import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { allProcedures } from '../procedures.ts'
import { seed } from './arbitrary.ts'
import { type Case, hostileCases, patience } from './cases.ts'
import { digestOf } from './digest.ts'
import { openCrowd } from './people.ts'
import { timing } from './slow.ts'
import { createTally } from './tally.ts'
import { inParallel, openWire } from './wire.ts'
import { createListenedApi, type ListenedApi } from './world.ts'

vi.setConfig(patience)

let world: ListenedApi
let wire: ReturnType<typeof openWire>
let crowd: ReturnType<typeof openCrowd>
beforeAll(async () => {
  world = await createListenedApi()
  wire = openWire(world.origin)
  crowd = openCrowd(world)
})
afterAll(async () => {
  wire.close()
  await world.close()
})

const all = hostileCases()
const cases = all.filter(({ type }) => type !== 'subscription')

test('what no schema takes is refused by every procedure, and changes nothing', async () => {
  const tally = createTally()
  const malformed = [...cases.filter((one) => one.malformed).entries()]
  await crowd.gather()
  const before = await digestOf(world.database)
  const send = async ([at, one]: (typeof malformed)[number]) =>
    wire.send(await crowd.callerOf(one.path, at), requestOf(one))
  const watch = timing(send)
  await inParallel(malformed, 2, async (each) => {
    const answer = await send(each)
    const [, one] = each
    watch.note(each, answer)
    tally.count(`${one.path} ${one.body}`, answer, { mustRefuse: true })
  })
  const slow = await watch.slow()
  const counts = tally.told()
  const walked = new Set(malformed.map(([, { path }]) => path)).size
  console.log('malformed input over HTTP', {
    seed,
    procedures: walked,
    callers: 5,
    ...counts,
  })
  expect(tally.faults).toEqual([])
  expect(await digestOf(world.database)).toEqual(before)
  expect(walked).toBeGreaterThan(70)
  expect(counts.refused).toBeGreaterThan(2_000)
  expect(slow.map(([, { path, body }]) => `${path} ${body.slice(0, 100)}`)).toEqual([])
})

test('what a schema takes, however odd, is answered by every procedure without a fault', async () => {
  const tally = createTally()
  const odd = [...cases.filter((one) => !one.malformed).entries()]
  await inParallel(odd, 2, async ([at, one]) => {
    const answer = await wire.send(await crowd.ownCallerOf(one.path, at), requestOf(one))
    tally.count(`${one.path} ${one.body}`, answer, { mustRefuse: false })
  })
  const counts = tally.told()
  console.log('odd input over HTTP', { seed, ...counts })
  expect(tally.faults).toEqual([])
  expect(counts.calls).toBeGreaterThan(300)
  expect(Object.prototype).not.toHaveProperty('polluted')
  expect(await world.visitor().api.instance.get.query()).toHaveProperty('serverTime')
})

test('no secret of theirs stands in the log', () => {
  const { lines, told } = world.toldOf([...crowd.secrets(), world.settings.pepper])
  console.log('log', { lines, secrets: crowd.secrets().length })
  expect(lines).toBeGreaterThan(1_000)
  expect(told).toEqual([])
})

test('every procedure there is was walked', () => {
  const walked = new Set(all.map(({ path }) => path))
  expect([...walked].sort()).toEqual(
    allProcedures()
      .map(({ path }) => path)
      .sort(),
  )
})

function requestOf({ path, type, body }: Case) {
  return type === 'mutation'
    ? { method: 'POST', path: `/api/trpc/${path}`, body }
    : // A longer address would be refused by Node before anybody reads it.
      { method: 'GET', path: `/api/trpc/${path}?input=${encodeURIComponent(body).slice(0, 12_000)}` }
}
