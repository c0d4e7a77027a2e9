import { randomUUID } from 'node:crypto'
import * as messageWords from '@shiplap/db/queries/message-words'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson } from '../room/testing-chat.ts'
import { createTestApi, type TestApi } from '../testing.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi({ settings: { messages: { points: 1_000, perMs: 1_000 } } })
})
afterAll(() => world.close())

/** Somebody in a room of their own, who finds lines by words. */
async function aRoom() {
  const person = await aPerson(world)
  const { slug: room } = await person.api.room.create.mutate({
    title: `Room ${randomUUID()}`,
    kind: 'public',
  })
  const find = async (words: string, { api } = person) => {
    const { hits } = await api.message.search.query({ words, room })
    return hits.map(({ line }) => line.body)
  }
  return { ...person, room, say: (body: string) => person.say(room, body), find }
}

/** As the job does it. */
const cutAll = async () => {
  while (await messageWords.cut(world.database.db, { spans: 50 }));
}

const japanese = '今日は日本語で話そう。東京タワーの前で'
const chinese = '我们在「计算机」科学系，明天见！'
const korean = '한국은 아름답다'
const thai = 'ภาษาไทยที่นี่'
const mixed = 'die Firma株式会社ACME: 日本route 66'
const rare = '𠮷野家で𠮷'
const latin = 'a plain line — “quoted”, and it’s foo-bar at https://example.org/wiki/日本'
const all = [japanese, chinese, korean, thai, mixed, rare, latin]

const asked: readonly (readonly [words: string, found: readonly string[]])[] = [
  // Any part of a run of such letters, at its beginning, in it and at its end.
  ['今日', [japanese]],
  ['本語で', [japanese]],
  ['話そう', [japanese]],
  ['タワ', [japanese]],
  ['ワー', [japanese]],
  ['计算', [chinese]],
  ['算机', [chinese]],
  ['계산', []],
  ['한국', [korean]],
  ['름답', [korean]],
  ['ไทย', [thai]],
  ['ที่นี่', [thai]],
  ['𠮷野', [rare]],
  ['日本', [latin, mixed, japanese]],
  // The letters must stand side by side, in this order.
  ['日語', []],
  ['本日', []],
  ['日本話', []],
  ['京タワーの後', []],
  // One letter, wherever it stands.
  ['語', [japanese]],
  ['前', [japanese]],
  ['系', [chinese]],
  ['𠮷', [rare]],
  // Signs between them are none of them.
  ['東京。', [japanese]],
  ['话，', []],
  ['科学系，明天', [chinese]],
  // Several words, side by side, one of two, and one left out.
  ['東京 日本', [japanese]],
  ['"日本 話そう"', []],
  ['"日本route 66"', [mixed]],
  ['東京 or 科学', [chinese, japanese]],
  ['日本 -東京', [latin, mixed]],
  ['日本 -今', [latin, mixed]],
  // With letters of other scripts beside and among them.
  ['firma', [mixed]],
  ['acme', [mixed]],
  ['会社', [mixed]],
  ['会社acme', [mixed]],
  ['Firma株式', [mixed]],
  ['Firma会社', []],
  ['株式acme', []],
  ['acme 日本', [mixed]],
  // What has none of them.
  ['plain', [latin]],
  ['pla', []],
  ['foo-bar', [latin]],
  ['example.org', [latin]],
  ['quoted', [latin]],
  ['“plain line”', [latin]],
  ['“line plain”', []],
  ["it's", [latin]],
]

test('a part of a text without spaces is found, of a line that was just said and of one that the job has cut', async () => {
  const { say, find } = await aRoom()
  for (const body of all) await say(body)
  for (const when of ['just said', 'cut'] as const) {
    if (when === 'cut') await cutAll()
    const reader = await aPerson(world) // each may ask so often a minute
    const found = await Promise.all(asked.map(async ([words]) => [words, await find(words, reader)]))
    expect(found, when).toEqual(asked)
  }
})

test('such a line is found by what it says now', async () => {
  const { api, room, say, find } = await aRoom()
  const [{ seq: edited }, { seq: removed }] = [await say('東京で会う'), await say('東京で話す')]
  await api.message.edit.mutate({ room, seq: edited, body: '大阪で会う' })
  await api.message.remove.mutate({ room, seq: removed })
  expect([await find('東京'), await find('大阪')]).toEqual([[], ['大阪で会う']])
  await cutAll()
  expect([await find('東京'), await find('大阪')]).toEqual([[], ['大阪で会う']])
  await api.message.edit.mutate({ room, seq: edited, body: '京都で会う' })
  expect([await find('大阪'), await find('京都')]).toEqual([[], ['京都で会う']])
  await cutAll()
  expect([await find('大阪'), await find('京都')]).toEqual([[], ['京都で会う']])
})

test('whatever is asked among such letters is answered', async () => {
  const { say, find } = await aRoom()
  await say(japanese)
  for (const words of [
    '日',
    "日'本",
    '日\\本',
    "'日':*",
    '日:*',
    '-日',
    '"日',
    '日"',
    '(日',
    '日 & | ! <-> 本',
    '日^本',
    '^',
    '。',
  ])
    expect(await find(words), words).toBeInstanceOf(Array)
  expect(await find('ー'.repeat(200))).toEqual([])
})
