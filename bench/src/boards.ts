// What a board page, the rank of one runner, and the runners around one cost, on boards of ten, ten thousand and a million.
// All boards stand in one database and are asked in turn, so that each ratio is one of the same minute.
import { connect, type Database } from '@shiplap/db/connect'
import { migrate } from '@shiplap/db/migrate'
import * as boards from '@shiplap/db/queries/boards'
import { silentLog } from '@shiplap/runtime/log'
import pg from 'pg'
import { percentile } from './measure.ts'
import { startServers } from './servers.ts'

const sizes = (process.argv[2] ?? '10,10000,1000000').split(',').map(Number)
const rounds = Number(process.argv[3] ?? 1_000)
const assistances = ['unassisted', 'completion', 'agent'] as const
const lens = 'official/all//timed'

const questions = makeQuestions()
const servers = await startServers()
const place = await servers.freshPlace()
const db = connect({ url: place.postgresUrl, log: silentLog, application: 'bench', max: 4 })
try {
  await migrate(db)
  const lists: (readonly [size: number, boardId: string])[] = []
  for (const [index, size] of sizes.entries()) {
    const started = performance.now()
    lists.push([
      size,
      await fillBoard(place.postgresUrl, { size, assistance: assistances[index] ?? 'agent' }),
    ])
    console.log(`filled ${size} in ${((performance.now() - started) / 1_000).toFixed(1)} s`)
  }
  const took = new Map<string, number[]>()
  for (let round = -100; round < rounds; round++)
    for (const [size, boardId] of lists)
      for (const [name, ask] of Object.entries(questions)) {
        const started = performance.now()
        await ask(db, boardId, size)
        const key = `${name} ${size}`
        // The first hundred warm caches and plans up.
        if (round >= 0) took.set(key, [...(took.get(key) ?? []), performance.now() - started])
      }
  report(took)
} finally {
  await db.destroy()
  await place.drop()
  await servers.stop()
}

function any(size: number): number {
  return 1 + Math.floor(Math.random() * size)
}

type Question = (db: Database, boardId: string, size: number) => Promise<unknown>

function makeQuestions(): Readonly<Record<string, Question>> {
  return {
    async 'first page'(db, boardId) {
      await boards.entries(db, { boardId, lens, limit: 50 })
      await boards.count(db, { boardId, lens })
    },
    async 'page at any place'(db, boardId, size) {
      const at = any(size)
      const found = await boards.atPlace(db, { boardId, lens, place: at })
      if (found === undefined) throw new Error(`nobody at ${at} of ${size}`)
      await boards.entries(db, {
        boardId,
        lens,
        fromMs: found.timeMs,
        skip: at - 1 - found.faster,
        limit: 50,
      })
    },
    async 'rank of one'(db, boardId, size) {
      const found = await boards.standingOf(db, { boardId, lens, username: `b${size}-${any(size)}` })
      if (found === undefined) throw new Error('a runner was not found')
    },
    async 'around one'(db, boardId, size) {
      const own = await boards.standingOf(db, { boardId, lens, username: `b${size}-${any(size)}` })
      if (own === undefined) throw new Error('a runner was not found')
      await boards.entries(db, { boardId, lens, before: own, limit: 5 })
      await boards.entries(db, { boardId, lens, from: own, limit: 6 })
    },
  }
}

/** Runners with times between 8 minutes and 4 hours, most of them in the first hour, some of them equal. */
async function fillBoard(
  url: string,
  { size, assistance }: { readonly size: number; readonly assistance: string },
): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string }>(
      `insert into board (challenge_id, epoch, category_id, assistance)
       select c.id, 1, k.id, $1 from challenge c join category k on k.challenge_id = c.id
       where c.slug = 'url-shortener' and k.slug = 'all-milestones' returning id`,
      [assistance],
    )
    const boardId = rows[0]?.id ?? ''
    // A million rows that are known to be right: keys need no checking one by one, and tallies are counted at once after.
    await client.query('set session_replication_role = replica')
    await client.query(
      `with runner as (
         insert into account (username, username_key)
         select 'b${size}-' || n, 'b${size}-' || n from generate_series(1, ${size}) n returning id
       ), ran as (
         insert into run (account_id, challenge_version_id, category_id, board_id, stack, milestone_count, arm_key, state,
           last_seq, last_at, armed_at, started_at, ended_at, time_ms)
         select runner.id, v.id, b.category_id, b.id, '{node}', 7, 'bench', 'finished', 1, ended, ended - ms * interval '1 ms',
           ended - ms * interval '1 ms', ended, ms
         from runner cross join board b join challenge_version v on v.challenge_id = b.challenge_id
         cross join lateral (select (480000 + 13920000 * power(random(), 3))::bigint as ms,
           date_trunc('milliseconds', now_at() - random() * interval '300 days') as ended where runner.id is not null) t
         where b.id = $1 returning id, account_id, time_ms, ended_at
       )
       insert into board_entry (board_id, lens, run_id, account_id, time_ms, achieved_at, obsolete)
       select $1, '${lens}', id, account_id, time_ms, ended_at, false from ran`,
      [boardId],
    )
    await client.query('set session_replication_role = origin')
    await client.query(
      `insert into board_tally select board_id, lens, shift, time_ms >> shift, count(*)
       from board_entry cross join unnest(array[18, 12, 6, 0]) shift where board_id = $1 group by 1, 2, 3, 4`,
      [boardId],
    )
    await client.query('vacuum analyze')
    return boardId
  } finally {
    await client.end()
  }
}

function report(took: ReadonlyMap<string, readonly number[]>): void {
  const ms = (value: number) => value.toFixed(2).padStart(7)
  for (const name of Object.keys(questions)) {
    const p99 = (size: number) => percentile(took.get(`${name} ${size}`) ?? [], 0.99)
    for (const size of sizes) {
      const values = took.get(`${name} ${size}`) ?? []
      console.log(
        `${name.padEnd(18)} ${String(size).padStart(8)} runners  p50 ${ms(percentile(values, 0.5))}  p99 ${ms(p99(size))} ms`,
      )
    }
    const [large, middle] = [sizes.at(-1) ?? 0, sizes.at(-2) ?? 0]
    console.log(
      `${name.padEnd(18)} p99 at ${large} is ${(p99(large) / p99(middle)).toFixed(2)} × that at ${middle}`,
    )
  }
}
