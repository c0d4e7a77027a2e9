import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { addAccount } from '../testing-accounts.ts'
import * as mentions from './mentions.ts'
import * as pages from './message-pages.ts'
import * as messageWords from './message-words.ts'
import * as messages from './messages.ts'
import * as members from './room-members.ts'
import * as rooms from './rooms.ts'

let database: TestDatabase
let ada: string
let lobby: string
beforeAll(async () => {
  database = await createTestDatabase()
  ada = await addAccount(database.db, { username: 'ada' })
  lobby = (await roomAt('lobby')).id
})
afterAll(() => database.drop())

async function roomAt(slug: string) {
  const room = await rooms.standing(database.db, { room: { slug }, accountId: ada })
  if (room === undefined) throw new Error(`no room ${slug}`)
  return room
}
/** Adds lines to a room in which nobody has lost a right. */
async function insert(roomId: string, ...drafts: readonly messages.Draft[]) {
  const added = await messages.insert(database.db, { room: { id: roomId, access: 0 }, drafts })
  return added?.entries ?? expect.fail('nobody has lost a right')
}
/** A private room of Ada's. */
async function privateRoom(slug: string) {
  const room = { slug, title: slug, topic: '', kind: 'private', createdBy: ada } as const
  await database.db.transaction().execute((tx) => rooms.insert(tx, room))
  return roomAt(slug)
}
const draft = (body: string, clientKey: string = randomUUID()) => ({ authorId: ada, clientKey, body })

test('many writers at once give out every number once and leave no gap, and a reader by number skips nothing', async () => {
  const read: number[] = []
  let writing = true
  const reader = (async () => {
    for (;;) {
      const rest = writing
      const entries = await pages.entriesAfter(database.db, {
        roomId: lobby,
        seq: read.at(-1) ?? 0,
        limit: 1_000,
      })
      read.push(...entries.map((entry) => entry.seq))
      if (!rest && entries.length === 0) return
    }
  })()
  const given = await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      const seqs: number[] = []
      for (let n = 0; n < 20; n++) {
        const drafts = Array.from({ length: 1 + (n % 3) }, (_, m) => draft(`${writer}/${n}/${m}`))
        seqs.push(...(await insert(lobby, ...drafts)).map((entry) => entry.seq))
      }
      return seqs
    }),
  )
  writing = false
  await reader
  const all = given.flat().sort((one, other) => one - other)
  expect(all).toEqual(Array.from({ length: all.length }, (_, n) => n + 1))
  expect(read).toEqual(all)
})

test('a repeated key adds nothing and uses up no number, also in the middle of a batch', async () => {
  const key = randomUUID()
  const [first] = await insert(lobby, draft('once', key))
  const drafts = [draft('before'), draft('once', key), draft('after')]
  await expect(insert(lobby, ...drafts)).rejects.toThrow(/message_once/)
  expect((await roomAt('lobby')).lastSeq).toBe(first?.seq)
  expect(await messages.sentBefore(database.db, { roomId: lobby, drafts })).toEqual([
    { index: 1, seq: first?.seq, isSame: true },
  ])
})

test('nothing is added by a right from before somebody lost theirs, and no number is used', async () => {
  const { lastSeq, access } = await roomAt('lobby')
  const add = (access: number) =>
    messages.insert(database.db, { room: { id: lobby, access }, drafts: [draft('by what right?')] })
  await database.db.transaction().execute((tx) => members.raiseAccess(tx, { roomId: lobby }))
  expect(await add(access)).toBeNull()
  expect((await add(access + 1))?.entries).toMatchObject([{ seq: lastSeq + 1 }])
  await sql`update room set access = ${access} where id = ${lobby}`.execute(database.db)
})

test('with a room go its lines, and everything about them', async () => {
  const { id } = await privateRoom('short-lived')
  const [line] = await insert(id, draft('so long'))
  await mentions.mention(database.db, { roomId: id, seq: line?.seq ?? 0, nameKeys: ['ada'] })
  await sql`delete from room where id = ${id}`.execute(database.db)
  expect(await pages.page(database.db, { roomId: id, limit: 10 })).toEqual([])
})

test('an edit takes a number of its own, shows the line as it stands, and keeps what stood there before', async () => {
  const [added] = await insert(lobby, draft('helo'))
  const target = added?.seq ?? 0
  const entry = await database.db
    .transaction()
    .execute((tx) => messages.change(tx, { roomId: lobby, target, actorId: ada, body: 'hello' }))
  expect(entry).toMatchObject({ seq: target + 1, target })
  const entries = await pages.entriesAfter(database.db, { roomId: lobby, seq: target - 1, limit: 10 })
  expect(entries.map(({ seq, line }) => [seq, JSON.parse(line).seq, JSON.parse(line).body])).toEqual([
    [target, target, 'hello'],
    [target + 1, target, 'hello'],
  ])
  expect(await messages.changesOf(database.db, { roomId: lobby, seq: target })).toMatchObject([
    { kind: 'edit', was: 'helo', actor: 'ada' },
  ])
})

test('the tail of a room is without gaps and reaches back to the lines asked for', async () => {
  const tail = await pages.tail(database.db, { roomId: lobby, lines: 50, most: 512 })
  const entries = tail?.entries.map((text) => text.split(':', 2).map(Number)) ?? []
  const first = entries[0]?.[0] ?? 0
  expect(entries.map(([seq]) => seq)).toEqual(entries.map((_, at) => first + at))
  expect(entries.at(-1)?.[0]).toBe(tail?.lastSeq)
  expect(entries.filter(([seq, target]) => seq === target)).toHaveLength(50)
  const empty = await roomAt('challenge-url-shortener')
  expect(await pages.tail(database.db, { roomId: empty.id, lines: 50, most: 512 })).toEqual({
    epoch: 0,
    lastSeq: 0,
    entries: [],
  })
})

test('words are found from the first moment on, in their present form only, in the rooms one may read', async () => {
  const stranger = await addAccount(database.db, { username: 'stranger' })
  const { id } = await privateRoom('secret')
  const [line] = await insert(id, draft('the pelican flies'))
  const find = (accountId: string, words: string) =>
    messageWords.search(database.db, { accountId, words, limit: 10 })
  const change = (body: string) =>
    database.db
      .transaction()
      .execute((tx) => messages.change(tx, { roomId: id, target: line?.seq ?? 0, actorId: ada, body }))
  const isFoundBy = async (words: string) => {
    expect(await find(ada, words)).toMatchObject([{ roomSlug: 'secret' }])
    expect(await find(stranger, words)).toEqual([])
  }
  await isFoundBy('pelican')
  await change('the heron flies')
  await isFoundBy('heron')
  while (await messageWords.cut(database.db, { spans: 2 }));
  await isFoundBy('heron')
  await change('the stork flies')
  await isFoundBy('stork')
  for (const old of ['pelican', 'heron', 'helo']) expect(await find(ada, old)).toEqual([])
})

test('a run has a room from the start, in which everything that happens to it stands with its time', async () => {
  const { rows } = await sql<{ id: string }>`
    with chosen as (
      select version.id as version, category.id as category, version.challenge_id, version.epoch
      from challenge join challenge_version version on version.challenge_id = challenge.id
      join category on category.challenge_id = challenge.id
      where challenge.slug = 'url-shortener' limit 1
    ), board as (
      insert into board (challenge_id, epoch, category_id, assistance)
      select challenge_id, epoch, category, 'unassisted' from chosen
      on conflict (category_id, epoch, assistance) do update set epoch = excluded.epoch returning id
    )
    insert into run (account_id, challenge_version_id, category_id, board_id, milestone_count, arm_key)
    select ${ada}, version, category, board.id, 7, 'k' from chosen, board returning id`.execute(database.db)
  const run = rows[0]?.id
  await sql`update run set state = 'running', started_at = now_at() - interval '1 minute', last_seq = 1 where id = ${run}`.execute(
    database.db,
  )
  await sql`insert into run_event (run_id, seq, account_id, kind, position, at, elapsed_ms)
    values (${run}, 1, ${ada}, 'started', null, now_at(), 0), (${run}, 2, ${ada}, 'split', 1, now_at(), 58200)`.execute(
    database.db,
  )
  const room = await roomAt(`run-${run}`)
  expect(room).toMatchObject({ kind: 'run', title: 'ada: URL shortener', role: 'owner', lastSeq: 2 })
  const [said] = await insert(room.id, draft('well done'))
  expect(JSON.parse(said?.line ?? '').runMs).toBeGreaterThanOrEqual(60_000)
  const lines = await pages.page(database.db, { roomId: room.id, limit: 10 })
  expect(lines.map((line) => JSON.parse(line)).slice(0, 2)).toMatchObject([
    { kind: 'system', fact: { event: 'started' }, runMs: 0 },
    { kind: 'system', fact: { event: 'split', position: 1, title: 'It answers' }, runMs: 58_200 },
  ])
})
