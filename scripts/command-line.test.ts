// Commands and settings as somebody mistypes them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { connect } from '@shiplap/db/connect'
import { pendingMigrations } from '@shiplap/db/migrate'
import { createTestDatabase } from '@shiplap/db/testing'
import { readEnv } from '@shiplap/runtime/env'
import { silentLog } from '@shiplap/runtime/log'
import { schema as web } from '@shiplap/web/env'
import { schema as worker } from '@shiplap/worker/env'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

type Run = { readonly env?: NodeJS.ProcessEnv; readonly deaf?: boolean; readonly interruptAfterMs?: number }
async function run(args: readonly string[], { env = {}, deaf = false, interruptAfterMs }: Run = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data))
  // Whoever reads no further, as in `npm run doctor | head -1`.
  if (deaf) for (const stream of [child.stdout, child.stderr]) stream.destroy()
  if (interruptAfterMs !== undefined) setTimeout(() => child.kill('SIGINT'), interruptAfterMs)
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return { code, signal, output }
}

test('a command or a flag that nobody knows is told with what was probably meant, without a stack', async () => {
  const [command, flag, nothing] = await Promise.all([
    run(['scripts/bootstrap.mjs', 'strat']),
    run(['scripts/restore.ts', '--replcae', 'file']),
    run(['scripts/bootstrap.mjs', '../../etc/passwd']),
  ])
  expect(command).toMatchObject({ code: 1, output: '\nThere is no command "strat". Did you mean start?\n\n' })
  expect(flag).toMatchObject({ code: 1, output: '\nThere is no flag --replcae. Did you mean --replace?\n\n' })
  expect(nothing.code).toBe(1)
})

test('a command whose reader has gone ends as it would have, without a terminal and without a stack', async () => {
  const { code, signal } = await run(['scripts/restore.ts'], { deaf: true })
  expect([code, signal]).toEqual([1, null])
})

test('Ctrl-C in a migration leaves nothing half done: the next one finishes it', async () => {
  const database = await createTestDatabase({ template: 'template0' })
  const env = { DATABASE_URL: database.url }
  for (const interruptAfterMs of [300, 450])
    await run(['packages/db/scripts/migrate.ts'], { env, interruptAfterMs })
  expect((await run(['packages/db/scripts/migrate.ts'], { env })).code).toBe(0)
  const db = connect({ url: database.url, log: silentLog, application: 'test', max: 1 })
  expect(await pendingMigrations(db)).toEqual([])
  await db.destroy()
  await database.drop()
})

const good = { DATABASE_URL: 'postgres://u:hunter2@h/d', REDIS_URL: 'redis://h', PEPPER: 'p'.repeat(40) }
/** What the report says, a line for each wrong setting; empty when all can be read. */
function report(
  schema: typeof web | typeof worker,
  settings: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  try {
    readEnv(schema as typeof web, settings)
    return []
  } catch (error) {
    return (error as Error).message.split('\n').slice(1)
  }
}

test.each<[string, Record<string, string | undefined>, RegExp]>([
  ['missing', { DATABASE_URL: undefined }, /DATABASE_URL/],
  ['empty', { DATABASE_URL: '' }, /DATABASE_URL/],
  ['in quotes', { DATABASE_URL: '"postgres://u:hunter2@h/d"' }, /DATABASE_URL: must start with postgres/],
  [
    'of another database',
    { DATABASE_URL: 'mysql://u:hunter2@h/d' },
    /DATABASE_URL: must start with postgres/,
  ],
  ['no address', { REDIS_URL: 'localhost' }, /REDIS_URL/],
  ['words for a port', { PORT: 'abc' }, /PORT: must be a whole number/],
  ['a port past the last', { PORT: '65536' }, /PORT/],
  ['a port in quotes', { PORT: '"3000"' }, /PORT/],
  ['a negative limit', { RATE_LIMIT_POINTS: '-1' }, /RATE_LIMIT_POINTS/],
  ['no limit at all', { RATE_LIMIT_POINTS: '0' }, /RATE_LIMIT_POINTS/],
  ['half a second', { RATE_LIMIT_DURATION: '0.5' }, /RATE_LIMIT_DURATION/],
  ['a short secret', { PEPPER: 'hunter2' }, /PEPPER: must hold at least 32/],
  ['the secret of the example', { PEPPER: 'replace-me' }, /PEPPER/],
  ['an origin with a path', { ORIGIN: 'https://lap.example.org/app' }, /ORIGIN: must have no path/],
  ['an origin that runs a script', { ORIGIN: 'javascript:alert(1)' }, /ORIGIN/],
  ['a password length that is none', { PASSWORD_LEAST: '7' }, /PASSWORD_LEAST/],
  ['maybe', { OPEN_REGISTRATION: 'maybe' }, /OPEN_REGISTRATION: must be yes or no/],
])('a setting that is %s is told by its name, and no value is shown', (_, wrong, told) => {
  const lines = report(web, { ...good, ...wrong })
  expect(lines.join('\n')).toMatch(told)
  expect(lines.join('\n')).not.toMatch(/hunter2|alert/)
})

test('all that is wrong is told at once, for the web and for the worker', () => {
  const wrong = {
    ...good,
    DATABASE_URL: 'mysql://u:hunter2@h/d',
    REDIS_URL: '',
    PEPPER: 'short',
    METRICS_PORT: 'x',
  }
  expect(report(web, { ...wrong, PORT: 'abc', RATE_LIMIT_POINTS: '-1' }).length).toBe(6)
  expect(report(worker, { ...wrong, SMTP_URL: 'http://h' }).length).toBe(5)
  expect(report(web, good)).toEqual([])
})
