import { type Role, roles } from '@shiplap/domain/account'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { allProcedures } from '../procedures.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import type { TestVisitor } from '../testing-visitor.ts'
import { patience } from './cases.ts'
import { digestOf } from './digest.ts'
import { fateOf, foreign } from './foreign.ts'
import { arrive } from './people.ts'
import { openSocketWire } from './socket-wire.ts'
import { makeTheirs, type Theirs } from './theirs.ts'
import { type Least, leastFor, whoMay } from './who-may.ts'
import { inParallel, openWire } from './wire.ts'

vi.setConfig(patience)

let world: TestApi
let theirs: Theirs
let wire: ReturnType<typeof openWire>
let sockets: ReturnType<typeof openSocketWire>
beforeAll(async () => {
  world = await createTestApi({ settings: { trustedProxies: 1 } })
  theirs = await makeTheirs(world)
  wire = openWire(world.origin)
  sockets = openSocketWire(world.origin)
})
afterAll(async () => {
  wire.close()
  await sockets.close()
  await world.close()
})

const ladder: readonly Least[] = ['anyone', ...roles]
const procedures = allProcedures()
const isBelow = (who: Least, path: string) => ladder.indexOf(who) < ladder.indexOf(leastFor(path))

test('the tables know every procedure, and no others', () => {
  const known = Object.entries(whoMay).flatMap(([noun, acts]) =>
    Object.keys(acts).map((act) => `${noun}.${act}`),
  )
  const paths = procedures.map(({ path }) => path).sort()
  expect(known.sort()).toEqual(paths)
  expect(Object.keys(foreign).sort()).toEqual(paths)
})

test('nobody reaches a procedure that is above them, before anything of their input is read', async () => {
  let tried = 0
  for (const who of ladder) {
    const visitor = await arrive(world, who)
    const above = procedures.filter(({ path }) => isBelow(who, path))
    await inParallel(above, 8, async ({ path, type }) => {
      tried++
      const expected = who === 'anyone' ? [401, 'account.signed-out'] : [403, 'account.forbidden']
      expect([path, who, ...(await call(visitor, path, type, { unknownField: 1 }))]).toEqual([
        path,
        who,
        ...expected,
      ])
    })
  }
  console.log('calls from below', { procedures: procedures.length, tried })
  expect(tried).toBeGreaterThan(100)
})

test('whoever is high enough is let in by the guard', async () => {
  await inParallel(procedures, 8, async ({ path, type }) => {
    // Some calls end the session of who makes them, so each is made by somebody new.
    const [, reason] = await call(await arrive(world, leastFor(path)), path, type, { unknownField: 1 })
    expect([path, reason]).not.toEqual([path, 'account.signed-out'])
    expect([path, reason]).not.toEqual([path, 'account.forbidden'])
  })
})

test('with what belongs to somebody else each role gets exactly what the table says, and changes nothing', async () => {
  const others = await Promise.all(ladder.map(async (who) => [who, await arrive(world, who)] as const))
  const attempts = procedures.flatMap(({ path, type }) => {
    const attempt = foreign[path]
    if (attempt == null) return []
    return others.flatMap(([who, visitor]) => {
      const fate = isBelow(who, path) ? belowFate(who) : fateOf(attempt, who as Role | 'anyone')
      // What is open to them and changes something is tried where that is tested.
      return fate === 'may' && type === 'mutation' ? [] : [{ path, type, who, visitor, attempt, fate }]
    })
  })
  const before = await digestOf(world.database)
  const wrong: string[] = []
  await inParallel(attempts, 8, async ({ path, type, who, visitor, attempt, fate }) => {
    const [status, reason] = await call(visitor, path, type, attempt.input(theirs))
    if ((reason ?? 'may') !== fate) wrong.push(`${path} by ${who}: ${status} ${reason}, not ${fate}`)
  })
  expect(wrong).toEqual([])
  expect(await digestOf(world.database)).toEqual(before)
  const counts = {
    procedures: new Set(attempts.map(({ path }) => path)).size,
    roles: others.length,
    tried: attempts.length,
  }
  console.log('attempts with somebody else’s ids', counts)
  expect(counts.tried).toBeGreaterThan(250)
})

test('what others were refused its owner may do', async () => {
  const refused: string[] = []
  let tried = 0
  for (const path of ownersActs) {
    const { owner, starter, colleague } = theirs
    const type = procedures.find((each) => each.path === path)?.type ?? 'query'
    const who = /^submission\.(claim|release|approve|reject|retime)$/.test(path)
      ? colleague
      : armedOnly.has(path)
        ? starter
        : owner
    const [, reason] = await call(who, path, type, foreign[path]?.input(theirs) ?? {})
    tried++
    if (reason === foreign[path]?.gets) refused.push(`${path}: ${reason}`)
  }
  expect(refused).toEqual([])
  expect(tried).toBeGreaterThan(30)
})

const belowFate = (who: Least) =>
  who === 'anyone' ? ('account.signed-out' as const) : ('account.forbidden' as const)

/** In an order in which one does not end what the next acts on. */
const armedOnly = new Set(['run.get', 'run.live', 'run.start', 'run.cancel'])
const last = [
  'submission.withdraw',
  'run.abandon',
  'run.cancel',
  'room.leave',
  'account.delete',
  'device.revoke',
]
const ownersActs = Object.entries(foreign)
  .filter(
    ([path, attempt]) =>
      attempt !== null &&
      attempt.gets !== 'may' &&
      !/^(job|board|device\.(resend|confirm)|run\.(live|export))/.test(path),
  )
  .map(([path]) => path)
  .sort((a, b) => last.indexOf(a) - last.indexOf(b))

async function call(
  visitor: TestVisitor,
  path: string,
  type: string,
  input: object,
): Promise<[number, string | undefined]> {
  const body = JSON.stringify(input)
  const { status, text } =
    type === 'subscription'
      ? await sockets.send(visitor, { path, type, body })
      : await wire.send(
          visitor,
          type === 'mutation'
            ? { method: 'POST', path: `/api/trpc/${path}`, body }
            : { method: 'GET', path: `/api/trpc/${path}?input=${encodeURIComponent(body)}` },
        )
  const answer = JSON.parse(text) as { error?: { data: { reason: string } } }
  return [status, answer.error?.data.reason]
}
