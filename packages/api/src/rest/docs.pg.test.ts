// What docs/api.md says, done: its examples and scripts typed into a shell as they stand there, its table held against the document.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { codeFor } from '../testing-mail.ts'
import type { OpenApi, Operation } from './openapi.ts'
import { createRestClient } from './testing.ts'

let world: TestApi
let rest: Awaited<ReturnType<typeof createRestClient>>
beforeAll(async () => {
  world = await createTestApi()
  rest = await createRestClient(world.origin)
})
afterAll(() => world.close())

const docs = fileURLToPath(new URL('../../../../docs/', import.meta.url))
const page = readFileSync(`${docs}api.md`, 'utf8')
const run = promisify(execFile)
const env = (more: object = {}) => ({ ...process.env, SHIPLAP_URL: world.origin, ...more })
const script = async (name: string, args: readonly string[], more: object = {}) =>
  (await run(`${docs}rest/${name}.sh`, args, { env: env(more) })).stdout.trim().split('\n')
async function tokenOf(username: string): Promise<string> {
  const body = { username, password: 'correct horse battery' }
  return (await rest('POST', '/auth/register', { body })).answer.accessToken
}

test('every example of the page does what it says', async () => {
  const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block)
  expect(blocks.length).toBeGreaterThanOrEqual(2)
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', blocks.join('\n')], { env: env() })
  expect(stdout).toContain('"username":"grace"')
  expect(stdout).toContain('rank,runner,')
  expect(stdout.match(/"slug":"build-club"/g)).toHaveLength(2)
})

test('sign-up, log in, profile, refresh and log out, by script', async () => {
  const said = await script('sign-up', ['sam', 'correct horse battery'])
  expect(said.slice(0, 2).map((line) => JSON.parse(line).username)).toEqual(['sam', 'sam'])
  expect(JSON.parse(said[2] ?? '').code).toBe('account.signed-out')
})

test('fifty sign-ups at once, by script', async () => {
  expect(await script('fifty-sign-ups', ['crowd'])).toEqual(['50 201'])
})

test('a device session with its code, by script', async () => {
  const child = spawn(`${docs}rest/device-session.sh`, ['dora@example.org'], {
    env: env(),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [prompt] = (await once(child.stdout, 'data')) as [Buffer]
  const said = text(child.stdout)
  child.stdin.end(`${await codeFor(world, 'dora@example.org')}\n`)
  const [confirmed, list = ''] = (await said).trim().split('\n')
  expect([String(prompt), confirmed]).toEqual(['pending: type the code\n', 'confirmed'])
  expect(JSON.parse(list).sessions).toMatchObject([{ isPresent: true, confirmedBy: 'code' }])
})

test('start, milestones and end of a run, by script', async () => {
  const child = spawn(`${docs}rest/run.sh`, ['url-shortener', 'first-three'], {
    env: env({ TOKEN: await tokenOf('rita'), PACE: '0.6' }),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: string[] = []
  for await (const line of createInterface(child.stdout)) {
    said.push(line)
    // A run takes longer than nobody could be.
    await world.advance(6_000)
  }
  expect(said.slice(-2)).toEqual(['"state":"PENDING"', '"state":"finished"'])
  const times = said.slice(0, -2).map((line) => Number(line.split(':')[1]))
  expect(times).toHaveLength(3)
  expect(times.toSorted((one, other) => one - other)).toEqual(times)
})

test('a room, a message and the messages, by script', async () => {
  const said = await script('chat', ['Night shift', 'hello'], { TOKEN: await tokenOf('nina') })
  const [room, message, messages] = said.map((line) => JSON.parse(line))
  expect([room.slug, message.seq]).toEqual(['night-shift', 1])
  expect(messages.messages).toMatchObject([{ seq: 1, body: 'hello' }])
})

test('the table has every row with its fields and its answers, and no other', async () => {
  const document = (await (await fetch(`${world.origin}/api/v1/openapi.json`)).json()) as OpenApi
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => rowOf(method, path, operation)),
  )
  const rows = [...page.matchAll(/^\|[^|]*\| `(\w+ \/[^`]*)` \| ([\d, ]+)(?:`([^`]*)`)? *\|$/gm)].map(
    ([, asked, statuses, answer = '']) => `${asked} → ${statuses?.trim()} ${answer}`.trim(),
  )
  expect(rows.toSorted()).toEqual(described.toSorted())
})

/** A row as the table writes it: `POST /chat/rooms {name, topic?} → 201 {slug, …}`. */
function rowOf(method: string, path: string, operation: Operation): string {
  const query = operation.parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, required }) => (required ? name : `${name}?`))
  const body = operation.requestBody?.content['application/json'].schema
  const sent = Object.keys(body?.properties ?? {}).map((name) =>
    body?.required?.includes(name) ? name : `${name}?`,
  )
  const [[status, answer] = [], ...others] = Object.entries(operation.responses).filter(([code]) =>
    code.startsWith('2'),
  )
  const schema = (answer as { content?: Record<string, { schema: { properties?: object } }> }).content
  const given = Object.keys(schema?.['application/json']?.schema.properties ?? {})
  return [
    `${method.toUpperCase()} ${path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    ...(sent.length > 0 ? [`{${sent.join(', ')}}`] : []),
    '→',
    [status, ...others.map(([code]) => code)].join(', '),
    ...(given.length > 0 ? [`{${shortened(given).join(', ')}}`] : []),
  ].join(' ')
}

const shortened = (names: readonly string[]) => (names.length > 9 ? [...names.slice(0, 3), '…'] : names)
