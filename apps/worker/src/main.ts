// Works off the job table. Any number of these run side by side.
import { connect } from '@shiplap/db/connect'
import { kinds } from '@shiplap/jobs/kinds'
import { startWorker } from '@shiplap/jobs/worker'
import { connectRedis } from '@shiplap/redis/connect'
import { createTopics } from '@shiplap/redis/topics'
import { createLog } from '@shiplap/runtime/log'
import { createMetrics, serveMetrics } from '@shiplap/runtime/metrics'
import { shutdownOnSignal } from '@shiplap/runtime/shutdown'
import { readWorkerEnv } from './env.ts'
import { makeHandlers } from './handlers/index.ts'
import { createMailer } from './mail.ts'
import { measureJobs } from './measures.ts'
import { schedules } from './schedules.ts'

const env = readWorkerEnv()
const log = createLog({ name: 'worker', level: env.LOG_LEVEL })
const db = connect({ url: env.DATABASE_URL, log, application: 'worker' })
const redis = connectRedis({ url: env.REDIS_URL, log })
const feed = createTopics({ redis })
const sendMail = createMailer({
  smtpUrl: env.SMTP_URL,
  from: env.MAIL_FROM,
  origin: env.ORIGIN,
  dataDir: env.DATA_DIR,
})
const metrics = createMetrics({ processToo: true })
const worker = startWorker({
  url: env.DATABASE_URL,
  db,
  kinds,
  handlers: makeHandlers({
    db,
    feed,
    sendMail,
    origin: env.ORIGIN,
    pepper: env.PEPPER,
    historyDays: env.JOB_HISTORY_DAYS,
  }),
  log,
  schedules,
  concurrency: env.WORKER_CONCURRENCY,
  onAttemptEnd: measureJobs(metrics, { db, kinds: Object.keys(kinds) }),
})
const told =
  env.METRICS_PORT === undefined
    ? undefined
    : await serveMetrics({ metrics, host: env.METRICS_HOST, port: env.METRICS_PORT, log })
shutdownOnSignal({
  log,
  withParent: true,
  steps: [
    ['jobs', () => worker.drain(6_000)],
    ['redis', async () => closeRedis()],
    ['metrics', () => told?.close()],
    ['postgres', () => db.destroy()],
  ],
})

function closeRedis(): void {
  feed.close()
  redis.disconnect()
}
