import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { quoted, readCatalog } from './catalog.ts'
import { endOfRows, type Footer, writeFooter, writeHeader } from './format.ts'

/**
 * Writes every row of the database, as it stands at one moment, into `file`, and returns how many each table had. Nobody
 * is held up by it: it reads one snapshot.
 */
export async function takeBackup({
  url,
  pepperId,
  file,
}: {
  readonly url: string
  /** Tells later whether a pepper is the one that this instance had. */
  readonly pepperId: string
  readonly file: Writable
}): Promise<Footer['rows']> {
  const client = new pg.Client({ connectionString: url, application_name: 'backup' })
  await client.connect()
  const rows: Record<string, number> = {}
  try {
    await client.query('begin isolation level repeatable read read only')
    await pipeline(Readable.from(sections(client, pepperId, rows), { objectMode: false }), createGzip(), file)
    await client.query('commit')
  } finally {
    await client.end()
  }
  return rows
}

async function* sections(
  client: pg.Client,
  pepperId: string,
  rows: Record<string, number>,
): AsyncGenerator<string | Buffer> {
  const catalog = await readCatalog(client)
  yield writeHeader({ version: 1, pepperId, takenAt: new Date().toISOString(), ...catalog })
  for (const { name, columns } of catalog.tables) {
    const list = columns.map(quoted).join(', ')
    yield `\nCOPY public.${quoted(name)} (${list}) FROM stdin;\n`
    // From a query, since COPY of a table that is cut into pieces gives nothing.
    const stream = client.query(copyTo(`copy (select ${list} from public.${quoted(name)}) to stdout`))
    for await (const chunk of stream) yield chunk as Buffer
    rows[name] = stream.rowCount
    yield `${endOfRows}\n`
  }
  yield `\n${writeFooter({ rows })}`
}
