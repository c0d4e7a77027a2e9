import type pg from 'pg'

/** What of a database is worth keeping: rows, not the schema, which the migrations make anew. */
export type Catalog = {
  /** Names of the migrations it has, oldest first. */
  readonly migrations: readonly string[]
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[]
  /** Pieces of tables that are cut by time; which there are changes from day to day. */
  readonly partitions: readonly { readonly name: string; readonly parent: string; readonly bound: string }[]
  readonly sequences: readonly { readonly name: string; readonly value: string; readonly called: boolean }[]
}

export async function readCatalog(client: pg.Client): Promise<Catalog> {
  const rows = async <T>(text: string) => (await client.query(text)).rows as T[]
  const migrations = await rows<{ name: string }>(`select name from kysely_migration order by name`)
  // Only whole tables: what lies in the pieces of one is read through it.
  const tables = await rows<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname not like 'kysely%' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`)
  const partitions = await rows<{ name: string; parent: string; bound: string }>(`
    select c.relname as name, p.relname as parent, pg_get_expr(c.relpartbound, c.oid) as bound
    from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
    where c.relnamespace = 'public'::regnamespace and c.relispartition and c.relkind in ('r', 'p') order by c.relname`)
  const names = await rows<{ name: string }>(`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname`)
  const sequences = []
  for (const { name } of names) {
    const [found] = await rows<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from public.${quoted(name)}`,
    )
    if (found) sequences.push({ name, ...found })
  }
  return { migrations: migrations.map(({ name }) => name), tables, partitions, sequences }
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
