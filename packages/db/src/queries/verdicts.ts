import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'
import type { ClaimKind } from './claims.ts'

export type VerdictKind = 'approve' | 'reject' | 'unverify' | 'retime'

/** Adds a verdict, for good. The database refuses one on one's own run, and a "no" without a reason. */
export async function insert(
  tx: Tx,
  verdict: {
    readonly submissionId: string
    readonly runnerId: string
    readonly verifierId: string
    readonly kind: VerdictKind
    readonly revision: number
    readonly round: number
    readonly reason: string
    readonly fromMs?: number
    readonly toMs?: number
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into verdict (submission_id, runner_id, verifier_id, kind, revision, round, reason, from_ms, to_ms)
    values (${verdict.submissionId}, ${verdict.runnerId}, ${verdict.verifierId}, ${verdict.kind}, ${verdict.revision},
      ${verdict.round}, ${verdict.reason}, ${verdict.fromMs ?? null}, ${verdict.toMs ?? null})
    returning id`.execute(tx)
  return rows[0]?.id as string // an insert that returns nothing has thrown
}

/** Everything that was ever decided about a submission, in order. */
export async function list(db: Database, { submissionId }: { readonly submissionId: string }) {
  const { rows } = await sql<{
    id: string
    kind: VerdictKind
    verifier: string | null
    verifierId: string | null
    revision: number
    round: number
    reason: string
    fromMs: number | null
    toMs: number | null
    at: Date
  }>`
    select v.id, v.kind, a.username as verifier, v.verifier_id, v.revision, v.round, v.reason, v.from_ms, v.to_ms, v.at
    from verdict v left join account a on a.id = v.verifier_id
    where v.submission_id = ${submissionId} order by v.at, v.id`.execute(db)
  return rows
}

/** What was decided last, on whatever run, before `before`; with who took what to look at it, where that is asked for. */
export async function latest(
  db: Database,
  {
    before,
    claims,
    limit,
  }: { readonly before: string | null; readonly claims: boolean; readonly limit: number },
) {
  const { rows } = await sql<{
    id: string
    kind: VerdictKind | ClaimKind
    reason: string
    fromMs: number | null
    toMs: number | null
    at: Date
    verifier: string | null
    runner: string
    /** Null when the runner withdrew it since. */
    submissionId: string | null
    runId: string
    timeMs: number
    challengeTitle: string
    categoryTitle: string
  }>`
    select w.id, w.kind, w.reason, w.from_ms, w.to_ms, w.at, b.username as verifier, a.username as runner,
      s.id as submission_id, r.id as run_id, r.time_ms, v.title as challenge_title, k.title as category_title
    from (
      select v.id, v.kind, v.reason, v.from_ms, v.to_ms, v.at, v.verifier_id, v.submission_id, s.run_id
      from verdict v join submission s on s.id = v.submission_id
      where ${before}::uuid is null or v.id < ${before}::uuid
      union all
      select c.id, c.kind, '', null, null, c.at, c.verifier_id, c.submission_id, c.run_id
      from claim_event c where ${claims} and (${before}::uuid is null or c.id < ${before}::uuid)
      order by id desc limit ${limit}
    ) w
    join run r on r.id = w.run_id
    left join submission s on s.id = w.submission_id
    join account a on a.id = r.account_id
    join challenge_version v on v.id = r.challenge_version_id
    join category k on k.id = r.category_id
    left join account b on b.id = w.verifier_id
    order by w.id desc`.execute(db)
  return rows
}

/** A verdict with what it is about, for the notice to the runner. */
export async function withRun(db: Database, { id }: { readonly id: string }) {
  const { rows } = await sql<{
    kind: VerdictKind
    reason: string
    toMs: number | null
    submissionId: string
    state: 'PENDING' | 'APPROVED' | 'REJECTED'
    runnerId: string
    runId: string
    boardId: string
    timeMs: number
    challenge: string
    category: string
  }>`
    select w.kind, w.reason, w.to_ms, s.id as submission_id, s.state, s.runner_id, r.id as run_id, r.board_id, r.time_ms,
      v.title as challenge, k.title as category
    from verdict w
    join submission s on s.id = w.submission_id
    join run r on r.id = s.run_id
    join challenge_version v on v.id = r.challenge_version_id
    join category k on k.id = r.category_id
    where w.id = ${id}`.execute(db)
  return rows[0]
}
