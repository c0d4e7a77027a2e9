import { CompiledQuery } from 'kysely'
import type { Tx } from '../connect.ts'
import type { Line, Statement } from '../line.ts'

/** Which attempt at which job: whoever holds another token has lost it. */
export type Held = {
  readonly id: number
  readonly kind: string
  readonly priority: number
  readonly token: number
}

// The fence: a row goes only while its token is the one of this attempt. The move to history is part of the statement.
const finishStatement: Statement = {
  name: 'job_finish',
  text: `
    with finished as (
      delete from job using unnest($1::tid[], $2::bigint[], $3::bigint[]) as held (at, id, token)
      where job.ctid = held.at and job.id = held.id and job.lock_token = held.token
      returning job.*
    ), kept as (
      insert into job_history (id, created_at, ready_at, started_at, finished_at, worker_id, priority, version, attempt,
        max_attempts, state, kind, unique_key, limit_key, payload, errors)
      select id, created_at, ready_at, started_at, (select now_at()), worker_id, priority, version, attempt,
        max_attempts, 'done', kind, unique_key, limit_key, payload, errors
      from finished
    )
    select count(*) as finished from finished`,
}

/**
 * Completes jobs that hold no keys and no secrets, found by where their rows lie. Returns how many: fewer than given when
 * a row has moved or is no longer ours, which `settle` tells apart.
 */
export async function finish(
  line: Line,
  jobs: readonly { readonly at: string; readonly id: number; readonly token: number }[],
): Promise<number> {
  const [row] = await line.query<{ finished: number }>(finishStatement, [
    `{${jobs.map((job) => `"${job.at}"`).join()}}`,
    `{${jobs.map((job) => job.id).join()}}`,
    `{${jobs.map((job) => job.token).join()}}`,
  ])
  return row?.finished ?? 0
}

/**
 * How an attempt ended. `again`: it failed and waits for its next try. `anew`: it failed through no fault of its own and
 * may run again at once. `back`: it was never begun, or we interrupted it; the attempt does not count.
 */
export type Outcome = 'done' | 'again' | 'anew' | 'back' | 'dead' | 'cancelled'

export type Settled = Held & {
  readonly outcome: Outcome
  readonly error: { readonly message: string; readonly fingerprint: string } | null
  readonly waitMs: number
  /** Fields of the payload that history does not keep; of a dead job it does, so that it can be tried again. */
  readonly strike: readonly string[]
}

const settleStatement: Statement = {
  name: 'job_settle',
  text: `
    with given as (
      select * from json_to_recordset($1) as given (
        id bigint, kind text, priority smallint, token bigint, outcome text, error jsonb, "waitMs" float8, strike jsonb)
    ), locked as materialized (
      -- Whoever replaces the payload of a keyed job locks the key first; so do we.
      select kind, unique_key, next_payload, next_version from job_key where (kind, unique_key) in (
        select job.kind, job.unique_key from job join given using (kind, priority, id)
        where job.unique_key is not null and job.lock_token = given.token)
      order by kind, unique_key for update
    ), gone as (
      delete from job using given
      where job.kind = given.kind and job.priority = given.priority and job.id = given.id
        and job.lock_token = given.token and (select count(*) from locked) >= 0
      returning job.*, given."waitMs" as wait_ms, given.error, given.strike, (select now_at()) as at,
        case when job.cancel_asked and outcome in ('again', 'anew', 'back') then 'cancelled' else outcome end as outcome
    ), counted as (
      -- A job that was never begun counts against no rate.
      update job_slot set is_over = true from gone
      where job_slot.kind = gone.kind and job_slot.limit_key = gone.limit_key and job_slot.lock_token = gone.lock_token
        and job_slot.job_id = gone.id and counts_until > at and outcome <> 'back'
    ), given_up as (
      delete from job_slot using gone
      where job_slot.kind = gone.kind and job_slot.limit_key = gone.limit_key and job_slot.lock_token = gone.lock_token
        and job_slot.job_id = gone.id and (counts_until is null or counts_until <= at or outcome = 'back')
    ), trail as (
      select gone.*, case when error is null then errors else (coalesce(errors::jsonb, '[]') || jsonb_build_object(
        'attempt', attempt, 'at', at, 'message', error -> 'message', 'fingerprint', error -> 'fingerprint'))::json
        end as all_errors
      from gone
    ), back as (
      insert into job (id, created_at, ready_at, priority, version, attempt, max_attempts, kind, unique_key, limit_key,
        payload, errors)
      select id, created_at, ready_at, priority, version, case outcome when 'back' then attempt - 1 else attempt end,
        max_attempts, kind, unique_key, limit_key, payload, all_errors
      from trail where outcome in ('back', 'anew')
    ), again as (
      insert into job_scheduled (id, created_at, run_at, priority, version, attempt, max_attempts, kind, unique_key,
        limit_key, payload, errors)
      select id, created_at, at + wait_ms * interval '1 ms', priority, version, attempt, max_attempts, kind, unique_key,
        limit_key, payload, all_errors
      from trail where outcome = 'again'
    ), ended as (
      insert into job_history (id, created_at, ready_at, started_at, finished_at, worker_id, priority, version, attempt,
        max_attempts, state, kind, unique_key, limit_key, fingerprint, payload, errors)
      select id, created_at, ready_at, started_at, at, worker_id, priority, version, attempt, max_attempts, outcome, kind,
        unique_key, limit_key, case when outcome = 'dead' then coalesce(error ->> 'fingerprint', 'unknown') end,
        case when jsonb_array_length(strike) = 0 or outcome = 'dead' then payload
          else (payload::jsonb - array(select jsonb_array_elements_text(strike)))::json end, all_errors
      from trail where outcome in ('done', 'dead', 'cancelled')
    ), heir as (
      select locked.*, trail.priority, trail.max_attempts, trail.limit_key, nextval('job_id') as id
      from locked join trail using (kind, unique_key)
      where trail.outcome in ('done', 'dead', 'cancelled') and locked.next_payload is not null
    ), inherited as (
      update job_key set job_id = heir.id, next_payload = null, next_version = null from heir
      where job_key.kind = heir.kind and job_key.unique_key = heir.unique_key
    ), successor as (
      insert into job (id, kind, unique_key, payload, version, priority, max_attempts, limit_key)
      select id, kind, unique_key, next_payload, next_version, priority, max_attempts, limit_key from heir
    ), freed as (
      delete from job_key using trail
      where trail.outcome in ('done', 'dead', 'cancelled') and job_key.job_id = trail.id
        and job_key.kind = trail.kind and job_key.unique_key = trail.unique_key
        and not exists (select from heir where heir.kind = job_key.kind and heir.unique_key = job_key.unique_key)
    )
    select trail.id, trail.outcome, exists (select from heir where heir.kind = trail.kind and heir.unique_key = trail.unique_key) as "hasSuccessor" from trail`,
}

/** What became of an attempt that was still ours; under its unique key something may have come in meanwhile. */
export type Ended = { readonly id: number; readonly outcome: Outcome; readonly hasSuccessor: boolean }

/** Ends attempts in any way. Returns those that were still ours, with what became of them. */
export function settle(line: Line, jobs: readonly Settled[]): Promise<readonly Ended[]> {
  return line.query(settleStatement, [JSON.stringify(jobs)])
}

/** Ends an attempt as part of a transaction. Undefined when it is no longer ours. */
export async function settleIn(tx: Tx, job: Settled): Promise<Ended | undefined> {
  const asked = CompiledQuery.raw(settleStatement.text, [JSON.stringify([job])])
  const { rows } = await tx.executeQuery(asked as CompiledQuery<Ended>)
  return rows[0]
}
