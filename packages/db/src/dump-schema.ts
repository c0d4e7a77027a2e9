import { type Kysely, sql } from 'kysely'

/** The schema of the database as text, in one order whatever the order of the migrations was: for review and for diffing. */
export async function dumpSchema<T>(db: Kysely<T>): Promise<string> {
  const { rows } = await sql<{ part: string }>`
    with relation as (
      select c.oid, c.relname, c.relkind from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely%'
    ), part as (
      select 1 as rank, r.relname as name, format(E'create table %I (\n%s\n);', r.relname, (
        select string_agg(line, E',\n') from (
          (select format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
             case when a.attnotnull then ' not null' else '' end,
             case when d.adbin is null then '' when a.attgenerated <> ''
               then ' generated as (' || pg_get_expr(d.adbin, d.adrelid) || ')'
               else ' default ' || pg_get_expr(d.adbin, d.adrelid) end) as line
           from pg_attribute a left join pg_attrdef d on (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
           where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped order by a.attnum)
          union all
          (select format('  constraint %I %s', conname, pg_get_constraintdef(k.oid))
           from pg_constraint k where conrelid = r.oid and contype <> 'n' order by conname)
        ) lines)) as text
      from relation r where relkind in ('r', 'p')
      union all
      select 2, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) || ';'
      from pg_index i join relation r on r.oid = i.indrelid
      where not exists (select from pg_constraint k where k.conindid = i.indexrelid)
      union all
      select 3, p.proname, pg_get_functiondef(p.oid) || ';'
      from pg_proc p where p.pronamespace = 'public'::regnamespace and not exists (
        select from pg_depend e where e.objid = p.oid and e.deptype = 'e')
      union all
      select 4, r.relname || '.' || t.tgname, pg_get_triggerdef(t.oid) || ';'
      from pg_trigger t join relation r on r.oid = t.tgrelid where not t.tgisinternal
    )
    select text as part from part order by rank, name`.execute(db)
  return `-- Generated from the migrations by "pnpm --filter @shiplap/db generate".\n\n${rows.map((row) => row.part).join('\n\n')}\n`
}
