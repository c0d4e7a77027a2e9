import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'
import type { DB } from '../schema.generated.ts'

/** Mutes or bans somebody, for `forMs` or (null) until it is lifted. */
export async function sanction(
  tx: Tx,
  {
    roomId,
    accountId,
    kind,
    forMs,
    reason,
  }: {
    readonly roomId: string
    readonly accountId: string
    readonly kind: 'mute' | 'ban'
    readonly forMs: number | null
    readonly reason: string
  },
): Promise<void> {
  const until = forMs === null ? null : sql<Date>`now_at() + ${forMs} * interval '1 ms'`
  await tx
    .insertInto('roomSanction')
    .values({ roomId, accountId, kind, until, reason })
    .onConflict((conflict) =>
      conflict.columns(['roomId', 'accountId', 'kind']).doUpdateSet({ until, reason }),
    )
    .execute()
}

/** Lifts a mute or a ban. True when there was one. */
export async function lift(
  tx: Tx,
  {
    roomId,
    accountId,
    kind,
  }: { readonly roomId: string; readonly accountId: string; readonly kind: 'mute' | 'ban' },
): Promise<boolean> {
  const lifted = await tx
    .deleteFrom('roomSanction')
    .where('roomId', '=', roomId)
    .where('accountId', '=', accountId)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return lifted.numDeletedRows > 0n
}

/** Those who are muted or banned at present, the newest first, and how they stand: a page of them. */
export function sanctions(
  db: Database,
  { roomId, skip, limit }: { readonly roomId: string; readonly skip: number; readonly limit: number },
) {
  return db
    .selectFrom('roomSanction as sanction')
    .innerJoin('account', 'account.id', 'sanction.accountId')
    .leftJoin('roomMember as member', (join) =>
      join
        .onRef('member.roomId', '=', 'sanction.roomId')
        .onRef('member.accountId', '=', 'sanction.accountId'),
    )
    .select([
      'account.username',
      'account.role as accountRole',
      'member.role',
      'sanction.kind',
      'sanction.until',
      'sanction.reason',
    ])
    .where('sanction.roomId', '=', roomId)
    .where(sql<boolean>`(sanction.until is null or sanction.until > now_at())`)
    .orderBy('sanction.createdAt', 'desc')
    .orderBy('account.usernameKey')
    .orderBy('sanction.kind')
    .offset(skip)
    .limit(limit)
    .execute()
}

/** Keeps who used a moderator's power on whom. */
export async function audit(
  tx: Tx,
  act: {
    readonly roomId: string
    readonly actorId: string
    readonly act: DB['roomAudit']['act']
    readonly subjectId?: string | null
    readonly seq?: number | null
    readonly detail?: string
  },
): Promise<void> {
  await tx.insertInto('roomAudit').values(act).execute()
}

/** A page of the trail of a room, newest first. */
export function trail(
  db: Database,
  {
    roomId,
    before,
    limit,
  }: { readonly roomId: string; readonly before: string | null; readonly limit: number },
) {
  return db
    .selectFrom('roomAudit as audit')
    .leftJoin('account as actor', 'actor.id', 'audit.actorId')
    .leftJoin('account as subject', 'subject.id', 'audit.subjectId')
    .select([
      'audit.id',
      'audit.act',
      'audit.seq',
      'audit.detail',
      'audit.createdAt',
      'actor.username as actor',
      'subject.username as subject',
    ])
    .where('audit.roomId', '=', roomId)
    .$if(before !== null, (query) => query.where('audit.id', '<', before))
    .orderBy('audit.id', 'desc')
    .limit(limit)
    .execute()
}

/** Reports a line, once for each reporter; saying it again replaces the reason. */
export async function report(
  db: Database,
  report: {
    readonly roomId: string
    readonly seq: number
    readonly reporterId: string
    readonly reason: string
  },
): Promise<void> {
  await db
    .insertInto('messageReport')
    .values(report)
    .onConflict((conflict) =>
      conflict.columns(['roomId', 'seq', 'reporterId']).doUpdateSet({ reason: report.reason }),
    )
    .execute()
}

/** The oldest open reports of a room, with the line they are about. */
export function openReports(
  db: Database,
  { roomId, limit }: { readonly roomId: string; readonly limit: number },
) {
  return db
    .selectFrom('messageReport as report')
    .innerJoin('account as reporter', 'reporter.id', 'report.reporterId')
    .innerJoin('message', (join) =>
      join.onRef('message.roomId', '=', 'report.roomId').onRef('message.seq', '=', 'report.seq'),
    )
    .leftJoin('account as author', 'author.id', 'message.authorId')
    .select([
      'report.id',
      'report.seq',
      'report.reason',
      'report.createdAt',
      'reporter.username as reporter',
      'author.username as author',
      'message.body',
      'message.removedBy',
    ])
    .where('report.roomId', '=', roomId)
    .where('report.state', '=', 'open')
    .orderBy('report.createdAt')
    .limit(limit)
    .execute()
}

/** Settles the open reports of a line. The number of them. */
export async function settle(
  tx: Tx,
  {
    roomId,
    seq,
    state,
    by,
  }: {
    readonly roomId: string
    readonly seq: number
    readonly state: 'upheld' | 'dismissed'
    readonly by: string
  },
): Promise<number> {
  const settled = await tx
    .updateTable('messageReport')
    .set({ state, resolvedBy: by, resolvedAt: sql`now_at()` })
    .where('roomId', '=', roomId)
    .where('seq', '=', seq)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return Number(settled.numUpdatedRows)
}
