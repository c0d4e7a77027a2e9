import { sql } from 'kysely'
import type { Database } from '../connect.ts'

/**
 * Cuts lines into the words by which they are found: those of `spans` spans that are due. True when there may be more. Who
 * does it at the same time does other spans; a line that was edited meanwhile has its words already.
 */
export async function cut(db: Database, { spans }: { readonly spans: number }): Promise<boolean> {
  const { rows } = await sql<{ done: number }>`
    with done as (
      delete from message_words_due
      where ctid = any (array(select ctid from message_words_due limit ${spans} for update skip locked))
      returning room_id, first_seq, last_seq
    ), cut as (
      insert into message_words (room_id, seq, words)
      select message.room_id, message.seq, to_tsvector('simple', message.body)
      from done
      join message on message.room_id = done.room_id and message.seq between done.first_seq and done.last_seq
      on conflict do nothing
    )
    select count(*)::int as done from done`.execute(db)
  return rows[0]?.done === spans
}
