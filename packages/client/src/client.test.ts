import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestApi, type TestApi } from '@shiplap/api/testing'
import { codeFor } from '@shiplap/api/testing-mail'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, createClient } from './client.ts'
import { type CredentialStore, memoryStore } from './credentials.ts'
import { fileStore } from './file-store.ts'
import { refusalOf } from './refusal.ts'

let world: TestApi
let dir: string
const clients: Client[] = []
beforeAll(async () => {
  world = await createTestApi()
  dir = await mkdtemp(join(tmpdir(), 'shiplap-client-'))
})
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()))
  await world.close()
  await rm(dir, { recursive: true, force: true })
})

const password = 'correct horse battery'
function client(credentials: CredentialStore = memoryStore(), onSignedOut = () => {}): Client {
  const made = createClient({ url: world.origin, credentials, onSignedOut })
  clients.push(made)
  return made
}
/** A client whose sockets can be cut. */
function watchedClient() {
  const sockets: WebSocket[] = []
  class Watched extends WebSocket {
    constructor(url: string | URL) {
      super(url)
      sockets.push(this)
    }
  }
  const made = createClient({ url: world.origin, WebSocket: Watched as typeof WebSocket })
  clients.push(made)
  return { sockets, client: made }
}
/** As if the access token were about to end. */
async function age(store: CredentialStore): Promise<void> {
  const held = await store.read()
  if (held) await store.write({ ...held, expiresAt: Date.now() })
}

test('a program registers, calls, signs out and in again', async () => {
  const ada = client()
  expect((await ada.register({ username: 'ada', password })).username).toBe('ada')
  expect((await ada.api.account.me.query()).username).toBe('ada')
  await ada.signOut()
  expect(refusalOf(await ada.api.account.me.query().catch((error) => error))?.reason).toBe(
    'account.signed-out',
  )
  await ada.signIn({ login: 'ada', password })
  expect((await ada.api.account.me.query()).username).toBe('ada')
})

test('a program signs in by a code from the mail, as the device it says it is', async () => {
  const email = 'hana@example.org'
  const store = memoryStore()
  const hana = createClient({
    url: world.origin,
    credentials: store,
    device: { type: 'othr', name: 'Export' },
  })
  clients.push(hana)
  const pending = await hana.signInByEmail({ email })
  const wrong = await pending.confirm('000000').catch((error) => error)
  expect(refusalOf(wrong)?.reason).toBe('code.invalid')
  expect(await store.read()).toBeNull()
  const account = await pending.confirm(await codeFor(world, email))
  expect((await hana.api.account.me.query()).id).toBe(account.id)
  const [session] = await hana.api.device.list.query()
  expect([session?.device.name, session?.confirmedBy]).toEqual(['Export', 'code'])
})

test('an access token that ends is replaced without anybody noticing, once for all calls at the time', async () => {
  const store = memoryStore()
  await client(store).register({ username: 'bea', password })
  const before = await store.read()
  await age(store)
  let refreshes = 0
  const counted: CredentialStore = {
    ...store,
    alone: (act) => {
      refreshes++
      return store.alone(act)
    },
  }
  const later = client(counted)
  const names = await Promise.all(
    Array.from({ length: 30 }, async () => (await later.api.account.me.query()).username),
  )
  expect(new Set(names)).toEqual(new Set(['bea']))
  expect(refreshes).toBe(1)
  expect((await store.read())?.refreshToken).not.toBe(before?.refreshToken)
})

test('programs that share a file take turns, and none is taken for a thief', async () => {
  const path = join(dir, 'credentials.json')
  await client(fileStore(path)).register({ username: 'cleo', password })
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  for (let round = 0; round < 3; round++) {
    await age(fileStore(path))
    const many = Array.from({ length: 8 }, () => client(fileStore(path)))
    const names = await Promise.all(many.map(async ({ api }) => (await api.account.me.query()).username))
    expect(names).toEqual(Array(8).fill('cleo'))
    // Past the time within which a refresh token may be used once more.
    await world.advance(11_000)
  }
})

test('a session that is ended elsewhere is told, and its credentials are gone', async () => {
  const store = memoryStore()
  let told = 0
  const dora = client(store, () => told++)
  await dora.register({ username: 'dora', password })
  const elsewhere = client()
  await elsewhere.signIn({ login: 'dora', password })
  await elsewhere.api.device.revokeAll.mutate()
  expect(refusalOf(await dora.api.account.me.query().catch((error) => error))?.reason).toBe(
    'account.signed-out',
  )
  expect([told, await store.read()]).toEqual([1, null])
})

test('a subscription knows who listens, also after signing in, and comes back after a cut', async () => {
  const { sockets, client: eve } = watchedClient()
  await eve.register({ username: 'eve', password })
  let heard = () => {}
  const lists: number[] = []
  const subscription = eve.api.device.live.subscribe(undefined, {
    onData: (sessions) => {
      lists.push(sessions.length)
      heard()
    },
  })
  const until = async (count: number) => {
    while (lists.at(-1) !== count) await new Promise<void>((resolve) => (heard = resolve))
  }
  await until(1)
  await client().signIn({ login: 'eve', password })
  await until(2)
  const before = sockets.length
  sockets.at(-1)?.close()
  // What happens while nobody listens is told once somebody does again.
  await client().signIn({ login: 'eve', password })
  await until(3)
  expect(sockets.length).toBeGreaterThan(before)
  subscription.unsubscribe()
})

test('a room is heard without a gap over a cut', async () => {
  const { sockets, client: fay } = watchedClient()
  await fay.register({ username: 'fay', password })
  await fay.api.room.create.mutate({ title: 'Dock' })
  const say = (body: string) =>
    fay.api.message.send.mutate({ room: 'dock', body, clientKey: crypto.randomUUID() })
  const seen: number[] = []
  let heard = () => {}
  fay.api.message.live.subscribe(
    { room: 'dock' },
    {
      onData({ data }) {
        if ('seq' in data) seen.push(data.seq)
        heard()
      },
    },
  )
  const until = async (count: number) => {
    while (seen.length < count) await new Promise<void>((resolve) => (heard = resolve))
  }
  await new Promise<void>((resolve) => (heard = resolve)) // the newest lines, of which there are none
  await say('one')
  await until(1)
  sockets.at(-1)?.close()
  await say('two')
  await say('three')
  await until(3)
  expect(seen).toEqual([1, 2, 3])
})
