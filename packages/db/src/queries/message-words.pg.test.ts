import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate, migrateTo, pendingMigrations } from '../migrate.ts'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { addAccount } from '../testing-accounts.ts'
import * as messageWords from './message-words.ts'
import * as messages from './messages.ts'
import * as rooms from './rooms.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ template: 'template0' })
})
afterAll(() => database.drop())

test('lines that an older release has cut are found as before, and by any part of a run of letters once the job was there', async () => {
  const { db, rows } = database
  const names = await pendingMigrations(db)
  await migrateTo(db, names.slice(0, names.indexOf('0009_words')))
  const authorId = await addAccount(db, { username: 'ada' })
  const { id } = (await rooms.standing(db, { room: { slug: 'lobby' }, accountId: authorId })) ?? expect.fail()
  const drafts = ['今日は日本語で', 'plain and schön', '明日も日本語で'].map((body, n) => ({
    authorId,
    clientKey: `${n}`,
    body,
  }))
  await messages.insert(db, { room: { id, access: 0 }, drafts })
  await rows`delete from message_words_due`
  await rows`insert into message_words
    select room_id, seq, created_at, to_tsvector('simple', body) from message where kind = 'message'`
  await migrate(db)
  const find = async (words: string) =>
    (await messageWords.search(db, { accountId: authorId, words, limit: 10 })).map(
      ({ line }) => JSON.parse(line).body,
    )
  const found = async () => [await find('本語'), await find('明日'), await find('schön')]
  expect(await found()).toEqual([[], [], ['plain and schön']])
  while (await messageWords.cutAnew(db));
  expect(await found()).toEqual([
    ['明日も日本語で', '今日は日本語で'],
    ['明日も日本語で'],
    ['plain and schön'],
  ])
  expect(await rows`select from message_words_stale`).toEqual([])
})
