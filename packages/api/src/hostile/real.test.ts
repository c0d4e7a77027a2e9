import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { seed } from './arbitrary.ts'
import { isWhole, patience } from './cases.ts'
import { arrive } from './people.ts'
import { type RealCase, realCases } from './real.ts'
import { openSocketWire } from './socket-wire.ts'
import { createTally } from './tally.ts'
import { makeTheirs, type Theirs } from './theirs.ts'
import { type Least, leastFor } from './who-may.ts'
import { inParallel, openWire } from './wire.ts'
import { createListenedApi, type ListenedApi } from './world.ts'

vi.setConfig(patience)

let world: ListenedApi
let theirs: Theirs
let wire: ReturnType<typeof openWire>
let sockets: ReturnType<typeof openSocketWire>
beforeAll(async () => {
  world = await createListenedApi()
  theirs = await makeTheirs(world)
  wire = openWire(world.origin)
  sockets = openSocketWire(world.origin)
})
afterAll(async () => {
  wire.close()
  await sockets.close()
  await world.close()
})

/** Those whose first success leaves nothing to try the next ones on. */
const ending =
  /\.(delete|revoke\w*|logOut|leave|cancel|abandon|withdraw|removeMember|ban|endSessions|setDisabled|setRole)$/

test('odd values in what is really there are answered by every procedure without a fault', async () => {
  const staff = new Map<Least, Awaited<ReturnType<typeof arrive>>>()
  for (const role of ['verifier', 'moderator', 'admin'] as const) staff.set(role, await arrive(world, role))
  const tally = createTally()
  const send = async (one: RealCase) => {
    const { path, type, input } = one
    const who = staff.get(leastFor(path)) ?? theirs.owner
    const body = JSON.stringify(input)
    const answer =
      type === 'subscription'
        ? await sockets.send(who, { path, type, body })
        : await wire.send(
            who,
            type === 'mutation'
              ? { method: 'POST', path: `/api/trpc/${path}`, body }
              : {
                  method: 'GET',
                  path: `/api/trpc/${path}?input=${encodeURIComponent(body).slice(0, 12_000)}`,
                },
          )
    tally.count(`${path} ${body}`, answer, { mustRefuse: false })
  }
  const all = realCases(theirs, isWhole ? Number.POSITIVE_INFINITY : 6)
  const isEnding = ({ path }: RealCase) => ending.test(path)
  await inParallel(
    all.filter((one) => !isEnding(one)),
    4,
    send,
  )
  await inParallel(all.filter(isEnding), 4, send)
  const counts = tally.told()
  const walked = new Set(all.map(({ path }) => path)).size
  console.log('odd values in real things', { seed, procedures: walked, ...counts })
  expect(tally.faults).toEqual([])
  expect(walked).toBeGreaterThan(75)
  expect(counts.accepted).toBeGreaterThan(150)
})
