import { newToken } from '@shiplap/auth/session-token'
import * as mailTokens from '@shiplap/db/queries/mail-tokens'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { allProcedures } from '../procedures.ts'
import { createPerson } from '../testing-people.ts'
import { patience } from './cases.ts'
import { foreign } from './foreign.ts'
import { arrive } from './people.ts'
import { makeTheirs, type Theirs } from './theirs.ts'
import { leastFor } from './who-may.ts'
import { openWire } from './wire.ts'
import { createListenedApi, type ListenedApi } from './world.ts'

// The same thing asked eight times at the same moment, by its owner: what two hands and a slow line do.
vi.setConfig(patience)

let world: ListenedApi
let theirs: Theirs
let wire: ReturnType<typeof openWire>
beforeAll(async () => {
  world = await createListenedApi()
  theirs = await makeTheirs(world)
  wire = openWire(world.origin)
})
afterAll(async () => {
  wire.close()
  await world.close()
})

test('every mutation that acts on something may be asked eight times at once, and none is a fault', async () => {
  const faults: string[] = []
  let calls = 0
  for (const { path, type } of allProcedures()) {
    const attempt = foreign[path]
    if (type !== 'mutation' || attempt == null) continue
    const least = leastFor(path)
    const who = least === 'member' || least === 'anyone' ? theirs.owner : await arrive(world, least)
    const body = JSON.stringify(attempt.input(theirs))
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => wire.send(who, { method: 'POST', path: `/api/trpc/${path}`, body })),
    )
    calls += answers.length
    faults.push(
      ...answers.flatMap(({ status, text }) => (status >= 500 ? [`${path}: ${status} ${text}`] : [])),
    )
  }
  console.log('the same at once', { calls })
  expect(faults).toEqual([])
  expect(calls).toBeGreaterThan(300)
})

test('of eight people who take one name at once one gets it, and the others are told', async () => {
  const people = await Promise.all(
    Array.from({ length: 8 }, (_, n) => createPerson(world, { username: `claimant-${n}` })),
  )
  const attempts: readonly (readonly [path: string, input: (n: number) => object, reason: string])[] = [
    ['account.update', () => ({ username: 'the-name' }), 'account.username-taken'],
    ['room.create', () => ({ title: 'The one room' }), 'room.name-taken'],
    [
      'account.register',
      () => ({ username: 'the-newcomer', password: 'seven quiet planks' }),
      'account.username-taken',
    ],
    ['room.create', (n) => ({ title: `Room of ${n}` }), ''],
  ]
  for (const [path, input, reason] of attempts) {
    const answers = await Promise.all(
      people.map((person, n) =>
        wire.send(person, { method: 'POST', path: `/api/trpc/${path}`, body: JSON.stringify(input(n)) }),
      ),
    )
    const told = answers.map(({ text }) => /"reason":"([^"]*)"/.exec(text)?.[1] ?? text.slice(0, 20))
    const taken = told.filter((each) => each.startsWith('{"result"')).length
    expect([path, told.filter((each) => each === reason).length + taken]).toEqual([path, 8])
    expect([path, taken]).toEqual([path, reason === '' ? 8 : 1])
  }
})

test('of eight accounts that confirm one address at once one gets it, and the others are told', async () => {
  const email = 'the-address@example.org'
  const people = await Promise.all(
    Array.from({ length: 8 }, (_, n) => createPerson(world, { username: `addressee-${n}` })),
  )
  const links = await Promise.all(people.map(({ id }) => linkTo(id, email)))
  const answers = await Promise.all(
    links.map((token) =>
      wire.send(world.visitor(), {
        method: 'POST',
        path: '/api/trpc/account.confirmEmail',
        body: JSON.stringify({ token }),
      }),
    ),
  )
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, ...Array(7).fill(409)])
})

test('of two owners who leave a private room at the same moment one stays', async () => {
  const [one, other] = await Promise.all(
    ['owner-1', 'owner-2'].map((username) => createPerson(world, { username })),
  )
  if (one === undefined || other === undefined) throw new Error('two people came')
  for (let time = 0; time < 8; time++) {
    const { slug: room } = await one.api.room.create.mutate({ title: `Shared ${time}`, kind: 'private' })
    await one.api.room.add.mutate({ room, username: other.username })
    await one.api.room.setRole.mutate({ room, username: other.username, role: 'owner' })
    const body = JSON.stringify({ room })
    const answers = await Promise.all(
      [one, other].map((who) => wire.send(who, { method: 'POST', path: '/api/trpc/room.leave', body })),
    )
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409])
  }
})

/** A link to `email`, as it is mailed to whoever says that it is theirs. */
async function linkTo(accountId: string, email: string): Promise<string> {
  const { token, hash } = newToken()
  const link = {
    accountId,
    purpose: 'email',
    tokenHash: hash,
    email,
    emailKey: email,
    lifeMs: 60_000,
  } as const
  await world.database.db.transaction().execute((tx) => mailTokens.issue(tx, link))
  return token
}
