import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { silentLog } from '@shiplap/runtime/log'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { connect } from '../connect.ts'
import { migrate, migrateTo, SchemaMismatch } from '../migrate.ts'
import { quoted } from './catalog.ts'
import { endOfRows, type Footer, type Header, readFooter, readHeader } from './format.ts'
import { Lines } from './lines.ts'
import { setAsideRules } from './rules.ts'
import { voidCredentials } from './void-credentials.ts'

/** Why a backup cannot be put back; the message is for the operator. */
export class CannotRestore extends Error {
  override readonly name = 'CannotRestore'
}

/**
 * Puts a backup into the database at `url`, which must be empty or may be replaced, and brings it to the newest schema.
 * Everything happens in one transaction: when anything is wrong, all is as it was. Every device session is void then.
 */
export async function restoreBackup({
  url,
  file,
  pepperId,
  replace = false,
}: {
  readonly url: string
  readonly file: Readable
  readonly pepperId: string
  /** Whether accounts that are there may be overwritten. */
  readonly replace?: boolean
}): Promise<{ readonly header: Header; readonly rows: Footer['rows'] }> {
  const lines = new Lines(file.pipe(createGunzip()))
  const header = readHeader((await lines.next()) ?? '') ?? refuse('This is no backup of Shiplap.')
  if (header.pepperId !== pepperId)
    refuse(
      'PEPPER is not the one that this backup was taken with. With another one nobody could sign in by password.',
    )
  await onSchemaOf(url, header)
  const client = new pg.Client({ connectionString: url, application_name: 'restore' })
  await client.connect()
  try {
    await client.query('begin')
    const {
      rows: [there],
    } = await client.query('select exists (select from account) as accounts')
    if (there.accounts && !replace)
      refuse('There are accounts in this database. Name an empty one, or say --replace.')
    const rows = await fill(client, header, lines)
    await voidCredentials(client)
    await client.query('commit')
    await toNewest(url)
    return { header, rows }
  } finally {
    await client.end()
  }
}

async function fill(client: pg.Client, { tables, partitions, sequences }: Header, lines: Lines) {
  const putRulesBack = await setAsideRules(
    client,
    tables.map(({ name }) => name),
  )
  await client.query(`truncate ${tables.map(({ name }) => `public.${quoted(name)}`).join(', ')}`)
  for (const { name, parent, bound } of partitions)
    await client.query(
      `create table if not exists public.${quoted(name)} partition of public.${quoted(parent)} ${bound}`,
    )
  const rows: Record<string, number> = {}
  for (const { name, columns } of tables) {
    const list = columns.map(quoted).join(', ')
    await skipTo(lines, `COPY public.${quoted(name)}`)
    const stream = client.query(copyFrom(`copy public.${quoted(name)} (${list}) from stdin`))
    await pipeline(lines.until(endOfRows), stream)
    rows[name] = stream.rowCount
  }
  for (const { name, value, called } of sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      `public.${quoted(name)}`,
      value,
      called,
    ])
  const footer = readFooter((await skipTo(lines, '-- end')) ?? '')
  for (const { name } of tables)
    if (footer?.rows[name] !== rows[name])
      refuse(`The backup is damaged: ${name} should have ${footer?.rows[name]} rows and has ${rows[name]}.`)
  await putRulesBack()
  return rows
}

async function skipTo(lines: Lines, start: string): Promise<string> {
  for (;;) {
    const line = await lines.next()
    if (line === null) throw new CannotRestore(`The backup ends before "${start}".`)
    if (line.startsWith(start)) return line
  }
}

/** Rows fit the schema that they were taken from; later migrations then change them as they would have. */
async function onSchemaOf(url: string, { migrations }: Header): Promise<void> {
  const db = connect({ url, log: silentLog, application: 'restore', max: 1 })
  try {
    await migrateTo(db, migrations)
  } catch (error) {
    if (!(error instanceof SchemaMismatch)) throw error
    refuse(`The backup does not fit here: ${error.message}.`)
  } finally {
    await db.destroy()
  }
}

async function toNewest(url: string): Promise<void> {
  const db = connect({ url, log: silentLog, application: 'restore', max: 1 })
  try {
    await migrate(db)
  } finally {
    await db.destroy()
  }
}

function refuse(message: string): never {
  throw new CannotRestore(message)
}
