// `npm run doctor`: looks at settings, PostgreSQL, Redis, clock, mail and disk, and says what to do about each.
import { existsSync } from 'node:fs'
import { readEnv, redisUrl } from '@shiplap/runtime/env'
import { z } from 'zod'
import { checkMail, checkPostgres, checkRedis, checkSpace, type Finding } from './operate/checks.ts'
import { withDatabase } from './operate/database.ts'
import { explain } from './start/explain.ts'
import { readSettings } from './start/settings.ts'
import { readWords } from './start/words.ts'

try {
  readWords()
  const { dataDir } = readSettings()
  const env = readEnv(z.object({ REDIS_URL: redisUrl.optional(), SMTP_URL: z.url().optional() }))
  const findings: Finding[] = [
    { what: 'Node', found: process.version },
    { what: 'Settings', found: 'can be read' },
    ...(await withDatabase(checkPostgres, { mayRun: true })),
    ...(env.REDIS_URL === undefined ? [] : await checkRedis(env.REDIS_URL)),
    await checkMail(env.SMTP_URL),
    await checkSpace(existsSync(dataDir) ? dataDir : '.'),
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
