import type { TestDatabase } from '@shiplap/db/testing'

type Digest = Readonly<Record<string, string | null>>

/**
 * A digest of every table's rows: two that are equal mean that nothing was written in between, but for the note once a
 * minute that a session is in use.
 */
export async function digestOf(database: TestDatabase): Promise<Digest> {
  const tables = await database.rows<{ name: string; digest: string | null }>`
    select table_name as name, (xpath('/row/d/text()', query_to_xml(
      format('select md5(string_agg(row, chr(10) order by row)) as d from (select (to_jsonb(t) - array[''last_seen_at'', ''idle_expires_at'', ''ip''])::text as row from %I t) r', table_name), false, true, '')))[1]::text as digest
    from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`
  return Object.fromEntries(tables.map(({ name, digest }) => [name, digest]))
}
