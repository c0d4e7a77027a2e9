import {
  CamelCasePlugin,
  CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { Database } from '../connect.ts'
import type { Statement } from '../line.ts'
import type { DB } from '../schema.generated.ts'
import { placeholder } from './placeholder.ts'

/** A database that runs nothing: it keeps what it is asked, and answers each query with one row of placeholders. */
export function recordingDatabase(): { readonly db: Database; readonly asked: CompiledQuery[] } {
  const asked: CompiledQuery[] = []
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery) {
      asked.push(query)
      if (asked.length > 20) throw new Error('asks without end')
      return { rows: [placeholder('row') as R], numAffectedRows: 1n }
    },
    streamQuery() {
      throw new Error('streams are not shown')
    },
  }
  class RecordingDriver extends DummyDriver {
    override async acquireConnection(): Promise<DatabaseConnection> {
      return connection
    }
  }
  const db = new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new RecordingDriver(),
      createIntrospector: (inner) => new PostgresIntrospector(inner),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  // Queries that want a line of their own are asked of the same.
  const query = async (statement: Statement, values: readonly unknown[]) => {
    asked.push(CompiledQuery.raw(statement.text, [...values]))
    return [placeholder('row')]
  }
  return { db: Object.assign(db, { query }), asked }
}
