import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FolderInUse, lockFolder } from '@shiplap/embedded/folder-lock'
import { startPostgres } from '@shiplap/embedded/postgres'
import { readEnv } from '@shiplap/runtime/env'
import { z } from 'zod'
import { makeDatabase } from '../start/database.ts'
import { Unable } from '../start/explain.ts'
import { keepSecrets } from '../start/secrets.ts'
import { readSettings, type Settings } from '../start/settings.ts'

/**
 * Calls `act` with the address of the database: the one that DATABASE_URL names, or the one in the data folder, which is
 * started for as long as it takes when it does not run.
 */
export async function withDatabase<T>(
  act: (url: string) => Promise<T>,
  { mayRun }: { readonly mayRun: boolean },
): Promise<T> {
  const settings = readSettings()
  if (settings.databaseUrl !== undefined) return act(settings.databaseUrl)
  const release = takeFolder(settings)
  if (release === null) {
    if (!mayRun) throw new Unable('Shiplap is running over this data folder. Stop it first.')
    return act(runningUrl(settings))
  }
  try {
    const postgres = await startPostgres({ dataDir: join(settings.dataDir, 'postgres') })
    try {
      return await act(await makeDatabase(postgres.url))
    } finally {
      await postgres.stop()
    }
  } finally {
    release()
  }
}

/** Names the pepper without telling it, so that a backup knows which one it belongs to. */
export function pepperId(): string {
  const file = join(readSettings().dataDir, 'secrets.json')
  const { PEPPER } = readEnv(z.object({ PEPPER: z.string().optional() }))
  const pepper = PEPPER ?? (existsSync(file) ? keepSecrets(file).PEPPER : null)
  if (pepper === null)
    throw new Unable(`Set PEPPER to the one of this instance, or put its secrets.json back as ${file}.`)
  return createHash('sha256').update(`shiplap pepper ${pepper}`).digest('base64url').slice(0, 12)
}

function takeFolder({ dataDir }: Settings): (() => void) | null {
  try {
    return lockFolder(join(dataDir, 'lock'), 'a backup or a restore')
  } catch (error) {
    if (error instanceof FolderInUse) return null
    throw error
  }
}

/** PostgreSQL itself writes down where it listens. */
function runningUrl({ dataDir }: Settings): string {
  const folder = join(dataDir, 'postgres')
  const note = join(folder, '18/postmaster.pid')
  if (!existsSync(note)) throw new Unable('Shiplap is just starting or stopping. Try again in a moment.')
  const port = readFileSync(note, 'utf8').split('\n')[3]
  return `postgres://shiplap:${readFileSync(join(folder, 'password'), 'utf8')}@127.0.0.1:${port}/shiplap`
}
