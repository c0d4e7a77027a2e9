import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { restoreBackup } from '@shiplap/db/backup/restore'
import { takeBackup } from '@shiplap/db/backup/take'
import { connect } from '@shiplap/db/connect'
import { createDatabase } from '@shiplap/db/create-database'
import { migrate, pendingMigrations } from '@shiplap/db/migrate'
import { freePort } from '@shiplap/embedded/free-port'
import { silentLog } from '@shiplap/runtime/log'
import { kill, startWeb } from '../stage/processes.ts'
import { type FaultCase, type Scene, see } from './case.ts'
import { get, getMe } from './measure.ts'

const migrateScript = fileURLToPath(new URL('../../../../packages/db/scripts/migrate.ts', import.meta.url))

export const upkeepCases: readonly FaultCase[] = [
  {
    name: 'migrate-twice-killed-under-load',
    must: 'two at once apply each migration once, one that is killed leaves nothing half done, and readers wait at most 2 s',
    faults: 4,
    async act(scene) {
      const { stage } = scene
      const reads = readAlways(scene)
      const empty = await createDatabase(stage.postgres.server.url, 'to_migrate')
      for (let time = 0; time < 3; time++) {
        const child = migrating(empty)
        await sleep(150 + scene.random() * 250)
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
      const db = connect({ url: empty, log: silentLog, application: 'migrate' })
      const applied = await Promise.all([migrate(db), migrate(db)])
      const left = await pendingMigrations(db)
      // Where all is there already, asking once more under load changes nothing and waits for nobody.
      await migrate(stage.database.db)
      await db.destroy()
      const { slowestMs, count } = await reads.stop()
      see(left.length === 0, 'nothing is left to apply')
      see(slowestMs <= 2_000, `readers wait at most 2 s, not ${slowestMs} ms`)
      return { applied: applied.flat().length, kills: 3, reads: count, slowestMs }
    },
  },
  {
    name: 'backup-and-restore-under-load',
    must: 'a backup holds one moment; restored, it has the same rows, serves, and lets nobody in who was signed in',
    faults: 1,
    async act({ stage, load }) {
      const person = load.open('kept')
      await person.ask({
        act: 'account.register',
        key: 'kept',
        input: { username: 'kept', password: 'seven quiet planks' },
      })
      const path = `${stage.dir}/backup.sql.gz`
      const pepperId = 'the same'
      const taken = await takeBackup({ url: stage.database.url, pepperId, file: createWriteStream(path) })
      const url = await createDatabase(stage.postgres.server.url, 'restored')
      const { rows } = await restoreBackup({ url, file: createReadStream(path), pepperId, replace: false })
      const wrong = Object.entries(taken).filter(([table, count]) => rows[table] !== count)
      see(wrong.length === 0, `every table has its rows: ${wrong.join(' ')}`)
      const port = await freePort()
      const web = await startWeb({ ...stage.env, DATABASE_URL: url, PORT: String(port) })
      const origin = `http://127.0.0.1:${port}`
      const [serves, me] = [
        await get(`${origin}/api/trpc/challenge.list`),
        await getMe(origin, person.cookies),
      ]
      await kill(web)
      see(serves.status === 200, 'the restored instance serves')
      see(me.status === 401, `nobody is signed in there, not ${me.status}`)
      return {
        rows: Object.values(taken).reduce((sum, count) => sum + count, 0),
        tables: Object.keys(taken).length,
      }
    },
  },
]

const migrating = (url: string) =>
  spawn(process.execPath, [migrateScript], { env: { ...process.env, DATABASE_URL: url }, stdio: 'ignore' })

/** Somebody who reads all the time, and how long that took at most. */
function readAlways({ stage }: Scene) {
  let isOver = false
  let slowestMs = 0
  let count = 0
  const reading = (async () => {
    for (; !isOver; count++)
      slowestMs = Math.max(slowestMs, (await get(`${stage.origins[0]}/api/trpc/challenge.list`)).ms)
  })()
  return {
    async stop() {
      isOver = true
      await reading
      return { slowestMs, count }
    },
  }
}
