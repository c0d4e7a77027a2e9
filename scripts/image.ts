// `node scripts/image.ts folder` carries out every stage of the Dockerfile, command by command, and starts what comes of
// it, on a machine without a container engine. Needs root on Linux, whose own files stand in for those of the base image.
// With DATABASE_URL, REDIS_URL and PEPPER set, it also migrates, starts web and worker, asks whether they are ready and ends them.
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Made, makeStage, startWithin } from './image/layer.ts'
import { readStages } from './image/stages.ts'
import { root } from './start/root.ts'

const [where = 'image'] = process.argv.slice(2)
if (where.startsWith('-')) {
  console.error('Say where to: node scripts/image.ts [folder]. What lies there already is removed.')
  process.exit(1)
}
const folder = resolve(where)
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const made = new Map<string, Made>()
for (const stage of readStages(readFileSync(join(root, 'Dockerfile'), 'utf8'))) {
  const since = performance.now()
  console.log(`\n${stage.name}, from ${stage.from}`)
  made.set(stage.name, makeStage(stage, { folder, context: root, earlier: made, say: console.log }))
  console.log(`${stage.name} is made, ${((performance.now() - since) / 1000).toFixed(1)} s`)
}
if (process.env.DATABASE_URL !== undefined) await tryOut()

async function tryOut(): Promise<void> {
  const { DATABASE_URL = '', REDIS_URL = '', PEPPER = '' } = process.env
  const port = '23123'
  const settings = { DATABASE_URL, REDIS_URL, PEPPER, PORT: port, METRICS_PORT: '23124', LOG_LEVEL: 'warn' }
  const [web, worker] = ['web', 'worker'].map((name) => made.get(name) as Made) // the test of compose says that they are there
  if (!web || !worker) return
  const migrated = startWithin(worker, ['node', 'packages/db/scripts/migrate.ts'], settings)
  console.log(`\nmigrate ended with ${(await once(migrated, 'exit'))[0]}`)
  const running = [
    startWithin(web, web.command, settings),
    startWithin(worker, worker.command, { ...settings, METRICS_PORT: '23125' }),
  ]
  for (const [name, url] of [
    ['web', `http://127.0.0.1:${port}/api/ready`],
    ['its front page', `http://127.0.0.1:${port}/`],
    ['worker', 'http://127.0.0.1:23125/metrics'],
  ] as const) {
    let answer: Response | null = null
    for (let tries = 0; answer === null && tries < 200; tries++) {
      answer = await fetch(url).catch(() => null)
      if (answer === null) await wait(100)
    }
    console.log(`${name} answered ${answer?.status}`)
  }
  for (const child of running) {
    child.kill('SIGTERM')
    console.log(`${child.spawnargs.at(-1)} ended with ${(await once(child, 'exit'))[0]}`)
  }
}
