import { officialList } from '@shiplap/domain/board'
import type { Assistance } from '@shiplap/domain/run'
import type { SubmissionState } from '@shiplap/domain/submission'
import { sql } from 'kysely'
import type { Database } from '../connect.ts'

export type ListedSubmission = {
  readonly id: string
  readonly runId: string
  readonly runnerId: string
  readonly runner: string
  readonly state: SubmissionState
  readonly revision: number
  readonly submittedAt: Date
  readonly decidedAt: Date | null
  readonly challenge: string
  readonly challengeTitle: string
  readonly category: string
  readonly categoryTitle: string
  readonly assistance: Assistance
  readonly stack: readonly string[]
  readonly timeMs: number
  readonly hasVideo: boolean
  readonly approvals: number
  readonly approvedByViewer: boolean
  /** The best approved time of its board, this run not counted. */
  readonly bestMs: number | null
  readonly claimedBy: string | null
  readonly claimedByName: string | null
  readonly claimedUntil: Date | null
}

/** What waits for a verdict: records first, then the oldest. The viewer's own runs are not among them. */
export async function queue(
  db: Database,
  { viewerId, limit }: { readonly viewerId: string; readonly limit: number },
): Promise<readonly ListedSubmission[]> {
  const { rows } = await sql<ListedSubmission>`
    ${listed(viewerId)} where s.state = 'PENDING' and s.runner_id <> ${viewerId}
    order by coalesce(r.time_ms <= best.time_ms, false) desc, s.submitted_at, s.id limit ${limit}`.execute(db)
  return rows
}

/** How many wait that this viewer could decide on. */
export async function countWaiting(
  db: Database,
  { viewerId }: { readonly viewerId: string },
): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*) as waiting from submission s
    where s.state = 'PENDING' and s.runner_id <> ${viewerId} and not exists (
      select from verdict v where v.submission_id = s.id and v.round = s.round and v.kind = 'approve'
        and v.verifier_id = ${viewerId})`.execute(db)
  return rows[0]?.waiting ?? 0
}

/** A runner's submissions, the newest first, before `before`. */
export async function ofRunner(
  db: Database,
  {
    runnerId,
    before,
    limit,
  }: { readonly runnerId: string; readonly before: string | null; readonly limit: number },
): Promise<readonly ListedSubmission[]> {
  const { rows } = await sql<ListedSubmission>`
    ${listed(runnerId)} where s.runner_id = ${runnerId} and (${before}::uuid is null or s.id < ${before}::uuid)
    order by s.id desc limit ${limit}`.execute(db)
  return rows
}

/** How a runner's submissions went, for who has to judge another one. */
export async function recordOf(db: Database, { runnerId }: { readonly runnerId: string }) {
  const { rows } = await sql<{ approved: number; rejected: number; since: Date }>`
    select (select count(*) from submission where runner_id = a.id and state = 'APPROVED') as approved,
      (select count(*) from submission where runner_id = a.id and state = 'REJECTED') as rejected,
      a.created_at as since
    from account a where a.id = ${runnerId}`.execute(db)
  return rows[0]
}

function listed(viewerId: string) {
  return sql`
    select s.id, s.run_id, s.runner_id, a.username as runner, s.state, s.revision, s.submitted_at, s.decided_at,
      c.slug as challenge, v.title as challenge_title, k.slug as category, k.title as category_title, b.assistance,
      r.stack, r.time_ms, d.video_url is not null as has_video, best.time_ms as best_ms,
      (select count(*) from verdict w where w.submission_id = s.id and w.round = s.round and w.kind = 'approve') as approvals,
      exists (select from verdict w where w.submission_id = s.id and w.round = s.round and w.kind = 'approve'
        and w.verifier_id = ${viewerId}) as approved_by_viewer,
      live.claimed_by, h.username as claimed_by_name, live.claimed_until
    from submission s
    join run r on r.id = s.run_id
    join account a on a.id = s.runner_id
    join challenge_version v on v.id = r.challenge_version_id
    join challenge c on c.id = v.challenge_id
    join category k on k.id = r.category_id
    join board b on b.id = r.board_id
    join submission_revision d on (d.submission_id, d.revision) = (s.id, s.revision)
    left join lateral (
      select e.time_ms from board_entry e
      where e.board_id = r.board_id and e.lens = ${officialList} and not e.obsolete and e.run_id <> r.id
      order by e.time_ms, e.achieved_at, e.run_id limit 1) best on true
    left join lateral (select s.claimed_by, s.claimed_until where s.claimed_until > now_at()) live on true
    left join account h on h.id = live.claimed_by`
}
