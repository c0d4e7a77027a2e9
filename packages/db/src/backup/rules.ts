import type pg from 'pg'
import { quoted } from './catalog.ts'

/**
 * Takes off foreign keys and triggers while tables are filled one after the other, and returns what puts them back.
 * Adding a foreign key checks every row, so what is put back holds. Needs no more than to own the tables.
 */
export async function setAsideRules(
  client: pg.Client,
  tables: readonly string[],
): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`)
  for (const { table, name } of rows)
    await client.query(`alter table ${table} drop constraint ${quoted(name)}`)
  for (const table of tables) await client.query(`alter table public.${quoted(table)} disable trigger user`)
  return async () => {
    for (const table of tables) await client.query(`alter table public.${quoted(table)} enable trigger user`)
    for (const { table, name, definition } of rows)
      await client.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`)
  }
}
