import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { TestVisitor } from '../testing-visitor.ts'
import * as model from './testing-model.ts'
import { bringCode, create, resend } from './testing-model-codes.ts'
import { cookie, count, nowOpen, type Place, type State } from './testing-model-state.ts'

const minute = 60_000

type At = { readonly at: number; readonly via: 0 | 1 }
type EachOf<Names> = Names extends string ? At & { readonly do: Names } : never
type Ending = EachOf<'sign out' | 'revoke others' | 'revoke all' | 'change password'> | Revoking
type Revoking = At & { readonly do: 'revoke'; readonly target: number }
export type Step =
  | (At & { readonly do: 'sign in'; readonly stay: boolean })
  | (At & { readonly do: 'create'; readonly stay: boolean; readonly prove: boolean })
  | EachOf<'confirm' | 'wrong code' | 'resend' | 'touch'>
  | Ending
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'flush' | 'remember redis' | 'old redis' }

/** Does one step to the product and to what we believe of it, and compares the two. */
export async function take(state: State, step: Step): Promise<void> {
  count(step.do)
  switch (step.do) {
    case 'wait':
      await state.product.world.advance(step.ms)
      state.now += step.ms
      // Copies live for a minute, in Redis and in what was saved of it.
      state.old = []
      return
    case 'flush':
      await state.product.world.flushRedis()
      // Limits are not modelled here, and a process holds what it remembers against a Redis that forgets.
      return state.product.world.forgetLimits()
    case 'remember redis': {
      const keys = await state.product.redis.keys('copy:*')
      state.old = await Promise.all(
        keys.map(async (key) => [key, (await state.product.redis.get(key)) ?? ''] as const),
      )
      return
    }
    case 'old redis':
      for (const [key, value] of state.old)
        if (value !== '') await state.product.redis.set(key, value, 'PX', minute)
      return
  }
  const place = state.places[step.at] as Place // places are four, and so are the numbers
  const visitor = through(place, step.via)
  if (step.do === 'touch') return check(state, place, step.via)
  if (step.do === 'sign in') return signIn(state, place, visitor, step)
  if (step.do === 'create') return create(state, place, visitor, step)
  if (step.do === 'confirm' || step.do === 'wrong code') return bringCode(state, place, visitor, step.do)
  if (step.do === 'resend') return resend(state, place, visitor)
  return endSome(state, place, visitor, step)
}

async function signIn(
  state: State,
  place: Place,
  { api, cookies }: TestVisitor,
  { stay }: { stay: boolean },
) {
  const before = cookies.get(cookie)
  const [wasAlive, formerId] = [model.isAlive(place, state.now), place.session?.id]
  await api.account.logIn.mutate({
    login: state.username,
    password: state.password,
    device: place.device,
    stay,
  })
  if (before !== undefined) state.dead.add(before)
  const id = (await api.account.me.query()).session.id
  // A live session of this device is resumed under its id; a dead one never is.
  expect(id === formerId).toBe(wasAlive)
  nowOpen(state, place, { id, stay, resumed: wasAlive })
}

/** The browser of this place, as it calls this process: one jar of cookies, whichever it reaches. */
function through(place: Place, via: 0 | 1): TestVisitor {
  const next = place.visitors[via]
  if (next !== place.jar) {
    next.cookies.clear()
    for (const [name, value] of place.jar.cookies) next.cookies.set(name, value)
    place.jar = next
  }
  return next
}

async function endSome(
  state: State,
  place: Place,
  { api, cookies }: TestVisitor,
  step: Ending,
): Promise<void> {
  const alive = model.isAlive(place, state.now)
  const token = cookies.get(cookie)
  const target = step.do === 'revoke' ? state.places[step.target] : undefined
  const targetAlive = target !== undefined && model.isAlive(target, state.now)
  const act = {
    'sign out': () => api.account.logOut.mutate(),
    'revoke others': () => api.device.revokeOthers.mutate(),
    'revoke all': () => api.device.revokeAll.mutate(),
    'change password': () =>
      api.account.changePassword.mutate({ current: state.password, password: `${state.password}+` }),
    revoke: () => api.device.revoke.mutate({ id: target?.session?.id ?? randomUUID() }),
  }[step.do]
  const done = await act().then(
    () => true,
    (error) => {
      expect(error.data.reason).toBe(alive ? 'device.not-found' : 'account.signed-out')
      return false
    },
  )
  // Signing out succeeds whether or not anything was signed in.
  if (step.do !== 'sign out') expect(done).toBe(alive && (step.do !== 'revoke' || targetAlive))
  if (!done || !alive) return
  model.see(place, state.now)
  const others = state.places.filter((each) => each !== place)
  const gone = {
    'sign out': [place],
    'revoke others': others,
    'revoke all': state.places,
    'change password': others,
    revoke: [target as Place], // a step to revoke has one
  }[step.do]
  for (const each of gone) {
    const held = each === place ? token : each.jar.cookies.get(cookie)
    if (held !== undefined) state.dead.add(held)
    if (model.isAlive(each, state.now)) count(`ended ${each.device.type}`)
    model.end(each)
  }
  if (step.do !== 'change password') return
  state.password += '+'
  if (token !== undefined) state.dead.add(token)
}

export async function check(state: State, place: Place, via: 0 | 1): Promise<void> {
  const alive = model.isAlive(place, state.now)
  const answer = await through(place, via)
    .api.account.me.query()
    .then(
      (me) => me.session.id,
      (error) => error.data.reason as string,
    )
  expect(answer).toBe(alive ? place.session?.id : 'account.signed-out')
  count(alive ? 'let in' : 'refused')
  if (!alive && place.session?.ended === false) count(`expired ${place.device.type}`)
  model.see(place, state.now)
}

/** No token that was replaced or ended opens anything, in either process. */
export async function checkDead({ dead, product: { world, other } }: State): Promise<void> {
  const asked = [...dead].flatMap((token) => [world, other].map(({ origin }) => ({ origin, token })))
  await Promise.all(
    asked.map(async ({ origin, token }) => {
      const headers = { cookie: `${cookie}=${token}` }
      const { status } = await fetch(`${origin}/api/trpc/account.me`, { headers })
      expect(status).toBe(401)
      count('dead tokens refused')
    }),
  )
}
