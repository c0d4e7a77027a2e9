// Commands and settings as somebody mistypes them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connect } from '@shiplap/db/connect'
import { pendingMigrations } from '@shiplap/db/migrate'
import { createTestDatabase } from '@shiplap/db/testing'
import { readEnv } from '@shiplap/runtime/env'
import { silentLog } from '@shiplap/runtime/log'
import { schema as web } from '@shiplap/web/env'
import { schema as worker } from '@shiplap/worker/env'
import { expect, test } from 'vitest'
import { commands, flagsOf } from './bootstrap/commands.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

const good = { DATABASE_URL: 'postgres://u:hunter2@h/d', REDIS_URL: 'redis://h', PEPPER: 'p'.repeat(40) }

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

test('every command tells what there is to say to it, before anything is fetched or done', async () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>
  }
  const ours = Object.entries(scripts).filter(([, line]) => line.startsWith('node scripts/bootstrap.mjs'))
  const names = ours.map(([, line]) => line.split(' ').at(-1))
  expect(new Set(names)).toEqual(new Set(Object.keys(commands)))
  // Without a registry within reach and without a Node that could be found.
  const env = { npm_config_registry: 'http://127.0.0.1:9', HOME: '/nowhere' }
  const whole = await run(['scripts/bootstrap.mjs', '--help'], { env })
  for (const [script, line] of ours) {
    const call = /^(start|test)$/.test(script) ? `npm ${script}` : `npm run ${script}`
    expect(whole.output).toContain(`  ${call} `)
    const said = await run([...line.split(' ').slice(1), '--help'], { env })
    expect(said).toMatchObject({ code: 0, signal: null })
    expect(said.output).toMatch(new RegExp(`^\n${call}( -- .*)?\n\n[A-Z]`))
    for (const flag of flagsOf(line.split(' ').at(-1) ?? '')) expect(said.output).toContain(`  ${flag}`)
  }
})

test('every command refuses what it would not read', async () => {
  for (const name of Object.keys(commands)) {
    const { code, output } = await run([`scripts/${name}.ts`, '--no-such-flag'])
    expect({ name, code, output }).toMatchObject({ name, code: 1 })
    expect(output).toMatch(/^\nThere is no flag --no-such-flag\. There is .*--help\.\n\n$/)
  }
  const migrate = await run(['packages/db/scripts/migrate.ts', '--help'], { env: good })
  expect(migrate).toMatchObject({ code: 1, output: expect.stringMatching(/DATABASE_URL says which/) })
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
