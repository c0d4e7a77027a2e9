import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { makeWorld } from '@shiplap/api/testing-world'
import { makeTemplate, moveClock } from '@shiplap/db/testing'
import { freePort } from '@shiplap/embedded/free-port'
import pg from 'pg'
import type { World } from '../../../apps/e2e/src/routes.ts'
import { build } from '../../../scripts/start/build.ts'
import { root } from '../../../scripts/start/root.ts'
import type { Servers } from '../frame/servers.ts'

/** The product as it is built, web and worker, in the middle of a community's week. */
export type Filled = {
  readonly origin: string
  readonly world: World
  /** The cookies of somebody who may open every page. */
  readonly cookies: ReadonlyMap<string, string>
  readonly stop: () => Promise<void>
}

const mailKey = 'a-mail-of-the-bench'

export async function startFilled(servers: Servers): Promise<Filled> {
  await build()
  const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-bench-pages-'))
  const { postgresUrl, redisUrl } = await servers.freshPlace()
  const name = `pages_${process.pid}`
  await makeTemplate(postgresUrl, name)
  const url = new URL(`/${name}`, postgresUrl).href
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    DATABASE_URL: url,
    REDIS_URL: redisUrl,
    PORT: String(port),
    HOST: '127.0.0.1',
    ORIGIN: origin,
    DATA_DIR: dataDir,
    PEPPER: 'a pepper that is long enough for a bench',
    PASSWORD_COST: '4',
    ADDRESS_LIMIT_FACTOR: '1000',
  }
  const run = (folder: string, file: string) =>
    spawn(process.execPath, [file], { cwd: join(root, folder), env, stdio: 'ignore' })
  const children = [run('apps/web', 'server.ts'), run('apps/worker', 'src/main.ts')]
  await untilReady(origin)
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  const promote = (username: string, role: string) =>
    admin.query('update account set role = $2 where username = $1', [username, role])
  const made = await makeWorld({ origin, promote, advance: (ms) => moveClock(url, ms) })
  await promote('ada', 'admin')
  await keepMail(join(dataDir, 'mail'))
  const { rows } = await admin.query('select max(id)::int as id from job_history')
  const ada = made.people.get('ada')
  return {
    origin,
    cookies: ada?.cookies ?? new Map(),
    world: {
      username: 'ada',
      runId: made.runs.live,
      submissionId: made.submissions.pending,
      finishedId: made.runs.unsubmitted,
      jobId: rows[0].id,
      mailKey,
    },
    async stop() {
      await admin.end()
      await made.close()
      for (const child of children) {
        const ended = once(child, 'exit')
        child.kill('SIGTERM')
        await ended
      }
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function untilReady(origin: string): Promise<void> {
  while (!(await fetch(`${origin}/api/ready`).catch(() => null))?.ok) await delay(50)
}

async function keepMail(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, `${mailKey}.eml`),
    'From: shiplap@example.org\nTo: ada@example.org\nSubject: Your code\n\nThe code is 123456.\n',
  )
}
