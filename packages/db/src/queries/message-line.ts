import { sql } from 'kysely'

/** A numbered change of a room: at `seq` the line `target` came to be, or to look like, `line` (JSON text). */
export type EntryRow = { readonly seq: number; readonly target: number; readonly line: string }

/** The text of a line of `table`, beside its author in `account`. */
export function lineOf(table: 'message' | 'changed') {
  const of = (column: string) => sql.ref(`${table}.${column}`)
  return sql`message_line(${of('seq')}, ${of('kind')}, ${of('created_at')}, account.id, account.username,
    ${of('client_key')}, ${of('body')}, ${of('fact')}, ${of('run_ms')}, ${of('edited_at')}, ${of('removed_by')})`
}
