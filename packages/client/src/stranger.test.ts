// Somebody else's project: plain TypeScript outside this workspace, with the packed client and nothing else of ours.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createTestApi, type TestApi } from '@shiplap/api/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient } from './client.ts'
import { fileStore } from './file-store.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const password = 'correct horse battery'
let world: TestApi
let project: string

beforeAll(async () => {
  world = await createTestApi()
  project = await mkdtemp(join(tmpdir(), 'shiplap-stranger-'))
  await run(process.execPath, [join(root, 'scripts/pack.ts'), project])
  await install()
  await cp(join(root, 'examples'), project, { recursive: true })
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'stranger', type: 'module' }))
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
}, 240_000)
afterAll(async () => {
  await world.close()
  await rm(project, { recursive: true, force: true })
})

const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  target: 'ES2024',
  module: 'NodeNext',
  noEmit: true,
  // tRPC's own declarations name packages that only a server has.
  skipLibCheck: true,
  types: ['node'],
}

/** What npm would do, without asking the registry: unpacks the tarball beside the versions that it names. */
async function install(): Promise<void> {
  const modules = join(project, 'node_modules')
  await mkdir(join(modules, '@shiplap/client'), { recursive: true })
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const tarball = join(project, `shiplap-client-${version}.tgz`)
  await run('tar', ['xzf', tarball, '--strip-components=1', '-C', join(modules, '@shiplap/client')])
  for (const name of installed) {
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await symlink(join(root, 'node_modules', name), join(modules, name))
  }
}

/** What the package depends on, and what a React project has besides. */
const installed =
  '@trpc/client @trpc/server @types/node @trpc/react-query @tanstack/react-query react @types/react react-dom @types/react-dom'.split(
    ' ',
  )

const env = (more: Record<string, string> = {}) => ({ ...process.env, SHIPLAP_URL: world.origin, ...more })

test('the packed client has no file, import or dependency of the workspace', async () => {
  const packed = join(project, 'node_modules/@shiplap/client')
  const { stdout } = await run('grep', [
    '-rnE',
    '@shiplap/(api|domain|db)|workspace:|catalog:|packages/',
    packed,
  ]).catch((error: { stdout: string }) => error)
  expect(stdout).toBe('')
})

test('it compiles strictly, and a wrong input does not', async () => {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  await run(process.execPath, [tsc, '-p', project])
  const wrong = `import { createClient } from '@shiplap/client'
    const { api } = createClient({ url: '' })
    await api.run.start.mutate({ runId: 7 })
    const { refusalOf } = await import('@shiplap/client/refusal')
    if (refusalOf(null)?.reason === 'run.no-such-reason') throw new Error()
    const me = await api.account.me.query()
    me.nothing`
  await writeFile(join(project, 'wrong.ts'), wrong)
  const { stdout } = await run(process.execPath, [tsc, '-p', project]).catch(
    (error: { stdout: string }) => error,
  )
  await rm(join(project, 'wrong.ts'))
  expect(stdout).toMatch(/wrong\.ts\(3,.*TS2322/)
  expect(stdout).toMatch(/wrong\.ts\(5,.*TS2367/)
  expect(stdout).toMatch(/wrong\.ts\(7,.*TS2339/)
}, 60_000)

test('the hooks speak for the device session of a client', async () => {
  await world.visitor().api.account.register.mutate({ username: 'hooked', password })
  const { stdout } = await run(process.execPath, ['in-react.ts', 'hooked', password], {
    cwd: project,
    env: env(),
  })
  expect(stdout).toContain('<p>Signed in as hooked</p>')
}, 30_000)

test('a stranger signs up, finishes a run, says so in its room, and a script exports the board', async () => {
  const { stdout } = await run(process.execPath, ['first-run.ts', 'stranger', password], {
    cwd: project,
    env: env(),
  })
  expect(stdout).toMatch(/^finished after \d+ ms\nsaid: Done!$/m)
  const { challenges } = await world.visitor().api.challenge.list.query()
  const slug =
    challenges.find(({ categories }) => categories.some(({ slug }) => slug === 'first-three'))?.slug ?? ''
  const exported = await run(process.execPath, ['export-board.ts', slug, 'first-three', 'provisional'], {
    cwd: project,
    env: env(),
  })
  expect(exported.stdout).toMatch(
    /^rank,runner,time_ms,achieved_at,stack\n1,stranger,\d+,[\d-]+T[\d:.]+Z,typescript\n$/,
  )
}, 60_000)

test('programs in processes of their own share one sign-in, and one of them gets the next tokens for all', async () => {
  const path = join(project, 'shared.json')
  const store = fileStore(path)
  const first = createClient({ url: world.origin, credentials: store })
  await first.register({ username: 'shared', password })
  await first.close()
  const who = `import { createClient } from '@shiplap/client'
    import { fileStore } from '@shiplap/client/file-store'
    const client = createClient({ url: process.env.SHIPLAP_URL ?? '', credentials: fileStore('shared.json') })
    console.log((await client.api.account.me.query()).username)
    await client.close()`
  await writeFile(join(project, 'who.ts'), who)
  for (let round = 0; round < 2; round++) {
    const held = await store.read()
    if (held) await store.write({ ...held, expiresAt: Date.now() })
    const said = await Promise.all(
      Array.from({ length: 4 }, () => run(process.execPath, ['who.ts'], { cwd: project, env: env() })),
    )
    expect(said.map(({ stdout }) => stdout)).toEqual(Array(4).fill('shared\n'))
    expect((await store.read())?.refreshToken).not.toBe(held?.refreshToken)
    // Past the time within which a token that was used may be used once more.
    await world.advance(11_000)
  }
}, 60_000)

test('a bot answers in a room, and keeps its session over a restart', async () => {
  const person = world.visitor()
  await person.api.account.register.mutate({ username: 'asker', password })
  await world.visitor().api.account.register.mutate({ username: 'bot', password })
  await person.api.room.create.mutate({ title: 'Helpdesk' })
  const start = async (login: string): Promise<ChildProcess> => {
    const bot = spawn(process.execPath, ['room-bot.ts', 'helpdesk'], {
      cwd: project,
      env: env({ SHIPLAP_LOGIN: login, SHIPLAP_PASSWORD: password }),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [said] = (await once(bot.stdout ?? bot, 'data')) as [Buffer]
    expect(String(said)).toContain('bot listens in helpdesk')
    return bot
  }
  const ask = async (body: string) => {
    const { seq } = await person.api.message.send.mutate({
      room: 'helpdesk',
      body,
      clientKey: crypto.randomUUID(),
    })
    const answered = new Promise<string>((resolve) => {
      const subscription = person.api.message.live.subscribe(
        { room: 'helpdesk' },
        {
          onData(event) {
            const { data } = event
            const lines = 'lines' in data ? data.lines : 'line' in data ? [data.line] : []
            const answer = lines.find((line) => line.seq > seq && line.author?.name === 'bot')
            if (answer === undefined) return
            subscription.unsubscribe()
            resolve(answer.body)
          },
        },
      )
    })
    return answered
  }
  const stop = async (bot: ChildProcess) => {
    bot.kill('SIGTERM')
    await once(bot, 'exit')
  }
  const first = await start('bot')
  expect(await ask('!best no-such-thing')).toBe('There is no challenge called no-such-thing.')
  await stop(first)
  // No sign-in this time: its credentials lie in a file.
  const second = await start('nobody')
  expect(await ask('!best realworld-api')).toBe('Nobody has finished realworld-api yet.')
  await stop(second)
}, 60_000)
