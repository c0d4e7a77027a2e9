import { metricsVariables, postgresUrl, readEnv, redisUrl, wholeNumber } from '@shiplap/runtime/env'
import { z } from 'zod'

export const schema = z.object({
  DATABASE_URL: postgresUrl.describe(
    'PostgreSQL itself; the worker holds session locks, which poolers do not pass.',
  ),
  REDIS_URL: redisUrl.describe('Redis, the speed.'),
  DATA_DIR: z.string().default('.shiplap').describe('Where captured mail and exports lie.'),
  ORIGIN: z
    .url({ protocol: /^https?$/, error: 'must be a scheme, host and port such as https://lap.example.org' })
    .default('http://localhost:3000')
    .describe('How people reach this instance; links in mails use it.'),
  PEPPER: z
    .string()
    .min(32, 'must hold at least 32 characters of randomness')
    .optional()
    .describe('The same as of the web process; mails with codes wait encrypted with it.'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be smtp://user:password@host:port or smtps://…' })
    .optional()
    .describe('Where mail goes. Without it, mails are kept as files in the data directory.'),
  MAIL_FROM: z.string().max(320).default('Shiplap <shiplap@localhost>').describe('Who mails come from.'),
  JOB_HISTORY_DAYS: wholeNumber(1, 3_650).default(30).describe('How many days ended jobs are kept.'),
  WORKER_CONCURRENCY: wholeNumber(1, 1_000).default(10).describe('How many jobs run at once.'),
  ...metricsVariables,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('How much is logged.'),
})

export const readWorkerEnv = () => readEnv(schema)
