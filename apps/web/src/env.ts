import { postgresUrl, readEnv, redisUrl, wholeNumber } from '@shiplap/runtime/env'
import { z } from 'zod'

const schema = z.object({
  DATABASE_URL: postgresUrl.describe('PostgreSQL, the truth.'),
  REDIS_URL: redisUrl.describe('Redis, the speed.'),
  PORT: wholeNumber(0, 65_535).default(3000).describe('Port to listen on.'),
  HOST: z.string().default('0.0.0.0').describe('Address to listen on.'),
  ORIGIN: z
    .url({ protocol: /^https?$/, error: 'must be a scheme, host and port such as https://lap.example.org' })
    .refine((value) => new URL(value).origin === value, 'must have no path and no slash at its end')
    .default('http://localhost:3000')
    .describe('How people reach this instance; links in mails and the Origin check use it.'),
  PEPPER: z
    .string('must be set to at least 32 random bytes')
    .min(32, 'must hold at least 32 characters of randomness')
    .refine((value) => value !== 'replace-me', 'must be replaced')
    .describe('Keys password hashes and codes. Keep it; without it nobody can sign in.'),
  DATA_DIR: z.string().default('.shiplap').describe('Where captured mail and exports lie.'),
  TRUSTED_PROXIES: wholeNumber(0, 10).default(0).describe('How many proxies in front write X-Forwarded-For.'),
  PASSWORD_COST: wholeNumber(4, 16)
    .default(11)
    .describe('bcrypt cost; raising it re-hashes at the next sign-in.'),
  DEPLOYMENT: z.string().max(64).default('development').describe('Name of this release.'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('How much is logged.'),
  NODE_ENV: z
    .enum(['production', 'development', 'test'])
    .default('production')
    .describe('Set by the commands.'),
})

export const readWebEnv = () => readEnv(schema)
