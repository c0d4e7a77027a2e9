import { sql } from 'kysely'
import type { Database } from '../connect.ts'

/** Ends the connections of others whose names match `application`; for tests of what happens then. */
export async function endOthers(
  db: Database,
  { application = '%' }: { readonly application?: string } = {},
): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where pid <> pg_backend_pid() and backend_type = 'client backend' and application_name like ${application}`.execute(
    db,
  )
}
