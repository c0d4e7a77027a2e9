import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** What peers store before they deliver: a row with a serial number and the key of its sender. */
export async function plainTable(postgresUrl: string) {
  const pool = new pg.Pool({ connectionString: postgresUrl, max: 20 })
  await pool.query(
    `create table if not exists plain (id bigserial primary key, room text not null, author text not null,
       key text not null unique, body text not null, at timestamptz not null default now())`,
  )
  const insert = async (body: string, key: string = randomUUID()) => {
    const { rows } = await pool.query(
      "insert into plain (room, author, key, body) values ('lobby', 'w', $1, $2) returning id, at, key, body",
      [key, body],
    )
    return rows[0] as { readonly id: string; readonly at: Date; readonly key: string; readonly body: string }
  }
  return { insert, close: () => pool.end() }
}
