import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeWorld } from '@shiplap/api/testing-world'
import { connect } from '@shiplap/db/connect'
import * as clock from '@shiplap/db/movable-clock'
import * as accountsAdmin from '@shiplap/db/queries/accounts-admin'
import { giveRole } from '@shiplap/db/testing-accounts'
import { silentLog } from '@shiplap/runtime/log'
import { during } from '../bootstrap/progress.mjs'
import { Unable } from './explain.ts'
import type { Settings } from './settings.ts'

/** Where the sample lives: beside the real data and never in it, so that removing the folder removes all of it. */
export function sampleSettings(settings: Settings): Settings {
  if (settings.databaseUrl !== undefined || settings.redisUrl !== undefined)
    throw new Unable('The sample has a PostgreSQL and a Redis of its own: unset DATABASE_URL and REDIS_URL.')
  return { ...settings, dataDir: `${settings.dataDir}-sample` }
}

const hourMs = 3_600_000
/** So long ago the sample begins, and so long its people rest between two of its thirteen runs. */
const [behindMs, restMs] = [6 * 24 * hourMs, 9 * hourMs]
/** What the runs that are still on the clock have taken, and half a minute more. */
const liveMs = 30 * 60_000

/**
 * Sets the clock of an empty database back, so that what happens in the sample has happened over some days. The result
 * fills it through the api of the product, once that is up, and gives the database its clock back; null when it is
 * filled already.
 */
export async function prepareSample({ url, dataDir }: { readonly url: string; readonly dataDir: string }) {
  const file = join(dataDir, 'sample.json')
  if (existsSync(file)) return null
  const db = connect({ url, log: silentLog, application: 'sample', max: 2 })
  if ((await clock.hasMovableClock(db)) || (await accountsAdmin.anyAccount(db))) {
    await db.destroy()
    throw new Unable(
      `In ${dataDir} is no whole sample; perhaps making it was broken off. Remove that folder and start again.`,
    )
  }
  await clock.installClock(db, { aheadMs: -behindMs })
  return async (origin: string): Promise<void> => {
    const password = randomBytes(9).toString('base64url')
    const { close } = await during('Making the sample', () =>
      makeWorld({
        origin,
        password,
        advance: (ms) => clock.moveClock(db, ms),
        rest: (until) => (until === 'present' ? clock.setClock(db, -liveMs) : clock.moveClock(db, restMs)),
        promote: (username, role) => giveRole(db, { username, role }),
      }),
    )
    await clock.removeClock(db)
    await giveRole(db, { username: 'ada', role: 'admin' })
    await close()
    await db.destroy()
    writeFileSync(file, JSON.stringify({ password }), { mode: 0o600 })
  }
}

/** Who can be signed in as, and how; to be told with where the product is. */
export function sampleWords({ dataDir }: Settings): readonly string[] {
  const { password }: { readonly password: string } = JSON.parse(
    readFileSync(join(dataDir, 'sample.json'), 'utf8'),
  )
  return [
    '',
    '  This is a sample: its people and their runs are made up. Sign in with the password',
    `  ${password}`,
    '  as ada (runs the place), vera (verifies), mona (moderates), grace or linus.',
    `  Removing ${dataDir} removes all of it.`,
  ]
}
