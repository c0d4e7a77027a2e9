// `npm run doctor`: looks at settings, PostgreSQL, Redis, clock, mail and disk, and says what to do about each.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { postgresUrl, readEnv, redisUrl } from '@shiplap/runtime/env'
import { z } from 'zod'
import { checkMail } from './operate/check-mail.ts'
import { checkPostgres } from './operate/check-postgres.ts'
import { checkRedis } from './operate/check-redis.ts'
import { checkSettings } from './operate/check-settings.ts'
import { checkSpace } from './operate/check-space.ts'
import { withDatabase } from './operate/database.ts'
import type { Finding } from './operate/finding.ts'
import { explain } from './start/explain.ts'
import { readSettings } from './start/settings.ts'
import { readWords } from './start/words.ts'

const places = z.object({
  REDIS_URL: redisUrl.optional(),
  SMTP_URL: z.url().optional(),
  DATABASE_LISTEN_URL: postgresUrl.optional(),
})

try {
  readWords('doctor')
  const settings = checkSettings()
  // What cannot be read cannot be tried either.
  const canTry = settings.some(({ found }) => found === 'can be read')
  const findings: readonly Finding[] = [
    { what: 'Node', found: process.version },
    ...settings,
    ...(canTry ? await look() : []),
  ]
  const width = Math.max(...findings.map(({ what }) => what.length))
  for (const { what, found, todo } of findings) {
    console.log(`${todo === undefined ? 'ok ' : '!! '} ${what.padEnd(width)}  ${found}`)
    if (todo !== undefined) console.log(`    ${' '.repeat(width)} → ${todo}`)
  }
  // No mail server is a choice; anything else that is to be done says that something is wrong.
  process.exitCode = findings.some(({ what, todo }) => todo !== undefined && what !== 'Mail') ? 1 : 0
} catch (error) {
  explain(error)
}

async function look(): Promise<readonly Finding[]> {
  const { dataDir } = readSettings()
  const env = readEnv(places)
  return [
    ...(await lookAtPostgres(env.DATABASE_LISTEN_URL)),
    ...(env.REDIS_URL === undefined
      ? [{ what: 'Redis', found: 'no REDIS_URL is set; npm start brings its own' }]
      : await checkRedis(env.REDIS_URL)),
    await checkMail(env.SMTP_URL),
    await checkSpace(existsSync(dataDir) ? dataDir : '.'),
  ]
}

/** Whoever only looks makes no database. */
async function lookAtPostgres(listenUrl: string | undefined): Promise<readonly Finding[]> {
  const { dataDir, databaseUrl } = readSettings()
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'postgres/18')))
    return [
      {
        what: 'PostgreSQL',
        found: `no database in ${dataDir}`,
        todo: '`npm start` makes one there; if you have one, SHIPLAP_DATA or DATABASE_URL says where.',
      },
    ]
  return withDatabase((url) => checkPostgres(url, listenUrl), { mayRun: true })
}
