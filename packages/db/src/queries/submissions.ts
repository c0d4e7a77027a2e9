import type { Package } from '@shiplap/domain/manifest'
import type { SubmissionState } from '@shiplap/domain/submission'
import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

/** What a runner sends along with a run. */
export type Revision = {
  readonly repositoryUrl: string | null
  readonly commitHash: string | null
  readonly notes: string
  readonly videoUrl: string | null
  readonly videoStartMs: number
  readonly packages: readonly Package[]
}

export type SubmissionRow = {
  readonly id: string
  readonly runId: string
  readonly runnerId: string
  readonly state: SubmissionState
  readonly revision: number
  readonly round: number
  readonly submittedAt: Date
  readonly decidedAt: Date | null
  readonly claimedBy: string | null
  /** In milliseconds of the database's clock, as is `now`. */
  readonly claimedUntil: number | null
  readonly approvedBy: readonly string[]
  readonly verdicts: number
  readonly now: number
}

/** Submits a finished run of this runner; undefined when it is not theirs, not finished, or submitted already. */
export async function insert(
  tx: Tx,
  {
    runId,
    runnerId,
    revision,
  }: { readonly runId: string; readonly runnerId: string; readonly revision: Revision },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    with marked as (
      update run set submitted = true
      where id = ${runId} and account_id = ${runnerId} and state = 'finished' and not submitted
      returning id, account_id
    )
    insert into submission (run_id, runner_id) select id, account_id from marked returning id`.execute(tx)
  const id = rows[0]?.id
  if (id !== undefined) await addRevision(tx, { submissionId: id, number: 1, revision })
  return id
}

export async function addRevision(
  tx: Tx,
  {
    submissionId,
    number,
    revision,
  }: { readonly submissionId: string; readonly number: number; readonly revision: Revision },
): Promise<void> {
  await sql`
    insert into submission_revision
      (submission_id, revision, repository_url, commit_hash, notes, video_url, video_start_ms, packages)
    values (${submissionId}, ${number}, ${revision.repositoryUrl}, ${revision.commitHash}, ${revision.notes},
      ${revision.videoUrl}, ${revision.videoStartMs}, ${JSON.stringify(revision.packages)}::jsonb)`.execute(
    tx,
  )
}

export async function byId(
  db: Database,
  { id }: { readonly id: string },
): Promise<SubmissionRow | undefined> {
  return (await sql<SubmissionRow>`${submissionRows} where s.id = ${id}`.execute(db)).rows[0]
}

/** Holds a submission until the transaction ends. What is read after this is what is decided on. */
export async function lock(tx: Tx, { id }: { readonly id: string }): Promise<void> {
  await sql`select from submission where id = ${id} for no key update`.execute(tx)
}

/** Removes a submission that nobody has judged; its run can be submitted again. */
export async function remove(
  tx: Tx,
  { id, runId }: { readonly id: string; readonly runId: string },
): Promise<void> {
  await sql`delete from submission where id = ${id}`.execute(tx)
  await sql`update run set submitted = false where id = ${runId}`.execute(tx)
}

/** Moves a submission on, ends its claim unless told to keep it, and begins a new round or revision where it is told to. */
export async function move(
  tx: Tx,
  {
    id,
    state,
    round,
    revision,
    keepsClaim = false,
  }: {
    readonly id: string
    readonly state: SubmissionState
    readonly round: number
    readonly revision: number
    readonly keepsClaim?: boolean
  },
): Promise<void> {
  await sql`
    update submission set state = ${state}, round = ${round}, revision = ${revision},
      claimed_by = case when ${keepsClaim} then claimed_by end,
      claimed_until = case when ${keepsClaim} then claimed_until end, decided_at = case when ${state} = 'PENDING' then null else now_at() end,
      submitted_at = case when revision < ${revision} then now_at() else submitted_at end
    where id = ${id}`.execute(tx)
}

/** What was sent along, the newest revision first. */
export async function revisions(db: Database, { id }: { readonly id: string }) {
  const { rows } = await sql<Revision & { readonly revision: number; readonly createdAt: Date }>`
    select revision, repository_url, commit_hash, notes, video_url, video_start_ms, packages, created_at
    from submission_revision where submission_id = ${id} order by revision desc`.execute(db)
  return rows
}

const submissionRows = sql`
  select s.id, s.run_id, s.runner_id, s.state, s.revision, s.round, s.submitted_at, s.decided_at, s.claimed_by,
    (extract(epoch from s.claimed_until) * 1000)::bigint as claimed_until,
    (extract(epoch from now_at()) * 1000)::bigint as now,
    (select coalesce(json_agg(v.verifier_id), '[]') from verdict v
      where v.submission_id = s.id and v.round = s.round and v.kind = 'approve') as approved_by,
    (select count(*) from verdict v where v.submission_id = s.id) as verdicts
  from submission s`
