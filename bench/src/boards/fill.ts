import pg from 'pg'

export const lens = 'official/all//timed'

/** Runners with times between 8 minutes and 4 hours, most of them in the first hour, some of them equal. */
export async function fillBoard(
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
