import { randomUUID } from 'node:crypto'
import { usualLifetimes } from '@shiplap/domain/device'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { codeFor } from '../testing-mail.ts'
import type { TestVisitor } from '../testing-visitor.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

const minute = 60_000
const day = 24 * 60 * minute
const cookie = '__Host-shiplap'

/** A place to sign in from, and what we believe of its session. */
type Place = {
  readonly visitor: TestVisitor
  readonly device: { type: 'othr' } | { type: 'mobi'; vendorUuid: string }
  session: {
    id: string
    alive: boolean
    bornAt: number
    seenAt: number
    idleMs: number
    mostMs: number
  } | null
}
type World = {
  readonly places: readonly Place[]
  readonly username: string
  readonly email: string
  password: string
  now: number
  /** Tokens that were replaced or ended; none of them may ever open anything again. */
  readonly dead: Set<string>
}
const counts: Record<string, number> = {}
const count = (what: string) => {
  counts[what] = (counts[what] ?? 0) + 1
}

const isAlive = ({ now }: World, { session }: Place) =>
  session?.alive === true && now < Math.min(session.seenAt + session.idleMs, session.bornAt + session.mostMs)

function ends(place: Place): void {
  if (place.session) place.session.alive = false
}

function opened(state: World, place: Place, id: string, stay: boolean): void {
  const resumed = isAlive(state, place) && place.session?.id === id
  const { othrIdleMs, stayIdleMs, othrMostMs, mobiIdleMs } = usualLifetimes
  const isPhone = place.device.type === 'mobi'
  place.session = {
    id,
    alive: true,
    bornAt: state.now,
    seenAt: state.now,
    idleMs: isPhone ? mobiIdleMs : stay ? stayIdleMs : othrIdleMs,
    mostMs: isPhone ? Number.POSITIVE_INFINITY : othrMostMs,
  }
  count(resumed ? 'resumed' : 'opened')
}

async function signIn(state: World, place: Place, { byCode, stay }: { byCode: boolean; stay: boolean }) {
  const before = place.visitor.cookies.get(cookie)
  const wasAlive = isAlive(state, place)
  const beforeId = place.session?.id
  const { api } = place.visitor
  let id: string
  if (byCode) {
    const asked = await api.device.startSession.mutate({
      mode: 'email',
      user: { email: state.email },
      device: place.device,
      stay,
      prove: true,
    })
    const code = await codeFor(world, state.email)
    id = (await api.device.confirmSession.mutate({ id: asked.id, token: asked.token ?? '', code })).id
  } else {
    await api.account.logIn.mutate({
      login: state.username,
      password: state.password,
      device: place.device,
      stay,
    })
    id = (await api.account.me.query()).session.id
  }
  // A live session of this device is resumed under its id; a dead one never is.
  expect(id === beforeId).toBe(wasAlive)
  if (before !== undefined) state.dead.add(before)
  opened(state, place, id, stay)
}

async function check(state: World, place: Place): Promise<void> {
  const alive = isAlive(state, place)
  const answer = await place.visitor.api.account.me.query().then(
    (me) => me.session.id,
    (error) => error.data.reason as string,
  )
  expect(answer).toBe(alive ? place.session?.id : 'account.signed-out')
  count(alive ? 'let in' : 'refused')
  if (alive && place.session && state.now - place.session.seenAt > minute) place.session.seenAt = state.now
}

async function checkDead(state: World): Promise<void> {
  const stranger = world.visitor()
  for (const token of state.dead) {
    stranger.cookies.set(cookie, token)
    const answer = await stranger.api.account.me.query().then(
      () => 'let in',
      () => 'refused',
    )
    expect(answer).toBe('refused')
    count('dead tokens refused')
  }
}

type Step =
  | { do: 'sign in'; at: number; byCode: boolean; stay: boolean }
  | { do: 'touch' | 'sign out' | 'end others' | 'end all' | 'change password'; at: number }
  | { do: 'end'; at: number; target: number }
  | { do: 'wait'; ms: number }
  | { do: 'flush' }

async function take(state: World, step: Step): Promise<void> {
  count(step.do)
  if (step.do === 'wait') {
    await world.advance(step.ms)
    state.now += step.ms
    return
  }
  if (step.do === 'flush') return world.flushRedis()
  const place = state.places[step.at] as Place // places are four, and so are the numbers
  if (step.do === 'sign in') return signIn(state, place, step)
  if (step.do === 'touch') return check(state, place)
  const { api, cookies } = place.visitor
  const alive = isAlive(state, place)
  const token = cookies.get(cookie)
  const others = state.places.filter((each) => each !== place)
  const act = {
    'sign out': () => api.account.logOut.mutate(),
    'end others': () => api.device.revokeOthers.mutate(),
    'end all': () => api.device.revokeAll.mutate(),
    'change password': () =>
      api.account.changePassword.mutate({ current: state.password, password: `${state.password}+` }),
    end: () => {
      const id = state.places[(step as { target: number }).target]?.session?.id ?? randomUUID()
      return api.device.revoke.mutate({ id })
    },
  }[step.do]
  const target = step.do === 'end' ? state.places[step.target] : undefined
  const targetAlive = target !== undefined && isAlive(state, target)
  const done = await act().then(
    () => true,
    (error) => {
      expect(error.data.reason).toBe(alive ? 'device.not-found' : 'account.signed-out')
      return false
    },
  )
  // Signing out succeeds whether or not anything was signed in.
  if (step.do !== 'sign out') expect(done).toBe(alive && (step.do !== 'end' || targetAlive))
  if (!done || !alive) return
  // Who acts was seen.
  if (place.session && state.now - place.session.seenAt > minute) place.session.seenAt = state.now
  const gone = {
    'sign out': [place],
    'end others': others,
    'end all': state.places,
    'change password': others,
    end: [target as Place],
  }
  for (const each of gone[step.do]) {
    const held = each === place ? token : each.visitor.cookies.get(cookie)
    if (held !== undefined) state.dead.add(held)
    ends(each)
  }
  if (step.do === 'change password') {
    state.password += '+'
    if (token !== undefined) state.dead.add(token)
  }
}

const at = fc.nat(3)
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('sign in' as const),
      at,
      byCode: fc.boolean(),
      stay: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('touch' as const), at }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('end' as const), at, target: at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end others' as const), at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end all' as const), at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('change password' as const), at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sign out' as const), at }) },
  { weight: 2, arbitrary: fc.constant({ do: 'flush' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(5 * minute, 50 * minute, 125 * minute, 9 * day, 31 * day, 91 * day),
    }),
  },
)

test('whatever people do, exactly the sessions that should open open, on two device types, with Redis flushed at any moment', async () => {
  let people = 0
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 8, maxLength: 25 }), async (script) => {
      await world.forgetLimits()
      const username = `model${++people}`
      const state: World = {
        places: [{ type: 'othr' as const }, { type: 'othr' as const }, aPhone(), aPhone()].map((device) => ({
          visitor: world.visitor(),
          device,
          session: null,
        })),
        username,
        email: `${username}@example.org`,
        password: 'a long enough phrase',
        now: 0,
        dead: new Set(),
      }
      const maker = world.visitor()
      const { account } = await maker.api.account.register.mutate({ username, password: state.password })
      await maker.api.account.logOut.mutate()
      await world.database
        .rows`update account set email = ${state.email}, email_key = ${state.email} where id = ${account.id}`
      for (const step of script) await take(state, step)
      for (const place of state.places) await check(state, place)
      await checkDead(state)
      count('scripts')
    }),
    { numRuns: 30, seed: 20_261_121, endOnFailure: true },
  )
  console.log('sessions model:', JSON.stringify(counts))
  for (const what of [
    'opened',
    'resumed',
    'let in',
    'refused',
    'dead tokens refused',
    'flush',
    'wait',
    'end',
    'end all',
  ])
    expect(counts[what] ?? 0, what).toBeGreaterThan(10)
}, 120_000)

function aPhone() {
  return { type: 'mobi' as const, vendorUuid: randomUUID() }
}
