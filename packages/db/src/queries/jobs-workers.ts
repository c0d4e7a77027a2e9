import { sql } from 'kysely'
import type { Database } from '../connect.ts'
import type { Line, Statement } from '../line.ts'

/** The space of advisory locks that belongs to workers: each holds its own for as long as its line lives. */
const locks = 0x6a6f62

export type Introduction = {
  readonly name: string
  readonly pid: number
  readonly concurrency: number
  readonly kinds: readonly string[]
}

const registerStatement: Statement = {
  name: 'worker_register',
  text: `
    with me as (
      insert into worker (name, pid, backend_pid, concurrency, kinds)
      values ($1, $2, pg_backend_pid(), $3, $4) returning id
    )
    select id, pg_advisory_lock(${locks}, id) from me`,
}

/** Enters a worker; from the instant others can see it, its line holds its lock. Returns its id. */
export async function register(line: Line, worker: Introduction): Promise<number> {
  const [row] = await line.query<{ id: number }>(registerStatement, [
    worker.name,
    worker.pid,
    worker.concurrency,
    worker.kinds,
  ])
  if (row === undefined) throw new Error('the worker was not entered')
  return row.id
}

// A line that broke without PostgreSQL noticing still holds our lock; its backend is ended before we ask for it.
const hangUpStatement: Statement = {
  name: 'worker_hang_up',
  text: `select pg_terminate_backend(backend_pid) from worker where id = $1 and backend_pid <> pg_backend_pid()
    and exists (select from pg_stat_activity where pid = backend_pid and application_name = $2)`,
}
const resumeStatement: Statement = {
  name: 'worker_resume',
  text: `
    with locked as materialized (select pg_try_advisory_lock(${locks}, $1) as is_ours)
    update worker set backend_pid = pg_backend_pid(), seen_at = now_at() from locked
    where id = $1 and is_ours returning id`,
}

/** Takes up an entry again on a new line. False when others have struck it out: its jobs are no longer ours. */
export async function resume(
  line: Line,
  { id, application }: { readonly id: number; readonly application: string },
): Promise<boolean> {
  await line.query(hangUpStatement, [id, application])
  return (await line.query(resumeStatement, [id])).length === 1
}

const existsStatement: Statement = { name: 'worker_exists', text: 'select id from worker where id = $1' }

/** Whether the worker still has its entry. */
export async function exists(line: Line, { id }: { readonly id: number }): Promise<boolean> {
  return (await line.query(existsStatement, [id])).length === 1
}

const beatStatement: Statement = {
  name: 'worker_beat',
  text: 'update worker set seen_at = now_at(), running = $2 where id = $1 returning id',
}

/** Shows that the worker lives. False when others have struck it out. */
export async function beat(
  line: Line,
  { id, running }: { readonly id: number; readonly running: number },
): Promise<boolean> {
  return (await line.query(beatStatement, [id, running])).length === 1
}

/** Every worker but this one, with whether its lock is free, which says that its line is gone. */
export async function others(
  db: Database,
  { id }: { readonly id: number },
): Promise<readonly { readonly id: number; readonly seenAt: Date; readonly isFree: boolean }[]> {
  const { rows } = await sql<{ id: number; seenAt: Date; isFree: boolean }>`
    select id, seen_at, pg_try_advisory_xact_lock(${locks}::integer, id) as is_free
    from worker where id <> ${id}`.execute(db)
  return rows
}

/** Ends the line of a worker that is frozen, so that it cannot claim while its jobs are given away. */
export async function endLine(db: Database, { id }: { readonly id: number }): Promise<void> {
  await sql`
    select pg_terminate_backend(backend_pid) from worker
    where id = ${id} and exists (
      select from pg_locks where locktype = 'advisory' and classid = ${locks} and objid = ${id} and objsubid = 2
        and pid = backend_pid)`.execute(db)
}

const lockStatement: Statement = {
  name: 'worker_lock',
  text: `select pg_try_advisory_lock(${locks}, $1) as "isOurs"`,
}
const unlockStatement: Statement = { name: 'worker_unlock', text: `select pg_advisory_unlock(${locks}, $1)` }
const strikeOutStatement: Statement = { name: 'worker_strike_out', text: 'delete from worker where id = $1' }

/** Holds the lock of a worker that is gone, so that it cannot come back while its jobs are given away. */
export async function hold(line: Line, { id }: { readonly id: number }): Promise<boolean> {
  const [row] = await line.query<{ isOurs: boolean }>(lockStatement, [id])
  return row?.isOurs === true
}

/** Strikes out a worker that is held and lets go of it. */
export async function strikeOut(line: Line, { id }: { readonly id: number }): Promise<void> {
  await line.query(strikeOutStatement, [id])
  await line.query(unlockStatement, [id])
}

/** Takes back the entry of a worker that has nothing left to do. */
export async function leave(line: Line, { id }: { readonly id: number }): Promise<void> {
  await line.query(strikeOutStatement, [id])
}

/** All workers, for people to look at. */
export function list(db: Database) {
  return db
    .selectFrom('worker')
    .select(['id', 'name', 'pid', 'concurrency', 'running', 'kinds', 'startedAt', 'seenAt'])
    .orderBy('id')
    .execute()
}
