import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

export type ClaimKind = 'claim' | 'release' | 'lapse'

/** Gives a submission to this verifier for so long, and writes down that it did; a lease of before that ran out ends here. */
export async function take(
  tx: Tx,
  { id, verifierId, leaseMs }: { readonly id: string; readonly verifierId: string; readonly leaseMs: number },
): Promise<void> {
  await sql`
    with taken as (
      update submission set claimed_by = ${verifierId}, claimed_until = now_at() + ${leaseMs} * interval '1 ms'
      where id = ${id}
      returning id, run_id, runner_id, claimed_by, old.claimed_by as former, old.claimed_until <= now_at() as lapsed
    )
    insert into claim_event (submission_id, run_id, runner_id, verifier_id, kind)
    select id, run_id, runner_id, former, 'lapse' from taken where lapsed
    union all select id, run_id, runner_id, claimed_by, 'claim' from taken`.execute(tx)
}

export async function release(tx: Tx, { id }: { readonly id: string }): Promise<void> {
  await sql`
    with released as (
      update submission set claimed_by = null, claimed_until = null where id = ${id} and claimed_by is not null
      returning id, run_id, runner_id, old.claimed_by as former
    )
    insert into claim_event (submission_id, run_id, runner_id, verifier_id, kind)
    select id, run_id, runner_id, former, 'release' from released`.execute(tx)
}

/** True when a claim had run out and was cleared away. */
export async function releaseExpired(db: Database, { id }: { readonly id: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with lapsed as (
      update submission set claimed_by = null, claimed_until = null
      where id = ${id} and claimed_until <= now_at()
      returning id, run_id, runner_id, old.claimed_by as former
    )
    insert into claim_event (submission_id, run_id, runner_id, verifier_id, kind)
    select id, run_id, runner_id, former, 'lapse' from lapsed`.execute(db)
  return numAffectedRows === 1n
}

/** Who looked at a submission, in order. */
export async function list(db: Database, { submissionId }: { readonly submissionId: string }) {
  const { rows } = await sql<{ id: string; kind: ClaimKind; verifier: string | null; at: Date }>`
    select c.id, c.kind, a.username as verifier, c.at
    from claim_event c left join account a on a.id = c.verifier_id
    where c.submission_id = ${submissionId} order by c.at, c.id`.execute(db)
  return rows
}
