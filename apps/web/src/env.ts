import type { AccountSettings, ApiSettings } from '@shiplap/api/types'
import { metricsVariables, postgresUrl, readEnv, redisUrl, wholeNumber } from '@shiplap/runtime/env'
import { z } from 'zod'

const yesOrNo = z.enum(['yes', 'no'], 'must be yes or no').transform((value) => value === 'yes')
const hour = 60 * 60_000
const day = 24 * hour

export const schema = z.object({
  DATABASE_URL: postgresUrl.describe('PostgreSQL, the truth.'),
  DATABASE_LISTEN_URL: postgresUrl
    .optional()
    .describe(
      'PostgreSQL itself, where DATABASE_URL leads to a pooler such as PgBouncer, which passes no news.',
    ),
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
  OPEN_REGISTRATION: yesOrNo.default(true).describe('Whether strangers may make accounts.'),
  SETUP_TOKEN: z
    .string()
    .min(20, 'must hold at least 20 characters')
    .optional()
    .describe('Opens /setup?token=… for the first administrator.'),
  PASSWORD_LEAST: wholeNumber(8, 64).default(12).describe('Fewest characters of a password.'),
  SESSION_HOURS: wholeNumber(1, 720)
    .default(2)
    .describe('A browser is signed out when unused for so many hours.'),
  STAY_DAYS: wholeNumber(1, 30)
    .default(30)
    .describe('… or days, where its owner chose to stay signed in; also the most a browser session lasts.'),
  MOBILE_DAYS: wholeNumber(1, 365)
    .default(90)
    .describe('A phone is signed out when unused for so many days.'),
  ALLOW_PLAIN_HTTP: yesOrNo
    .default(false)
    .describe('Lets sessions go over plain http beyond this machine, where whoever listens can take them.'),
  ADDRESS_LIMIT_FACTOR: wholeNumber(1, 1_000)
    .default(1)
    .describe('Multiplies the limits by address, for many people behind one.'),
  FORMER_PEPPERS: z
    .string()
    .default('')
    .describe(
      'Earlier values of PEPPER, separated by spaces; passwords move to the present one at the next sign-in.',
    ),
  RATE_LIMIT_POINTS: wholeNumber(1, 1_000)
    .default(5)
    .describe('How many messages an account may send to one room within RATE_LIMIT_DURATION.'),
  RATE_LIMIT_DURATION: wholeNumber(1, 3_600)
    .default(10)
    .describe('Seconds over which messages are counted, in a sliding window.'),
  DEPLOYMENT: z
    .string()
    .max(64)
    .optional()
    .describe(
      'Name of this release, by which a page knows that it is old; the id of the build where none is given.',
    ),
  ...metricsVariables,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('How much is logged.'),
  NODE_ENV: z
    .enum(['production', 'development', 'test'])
    .default('production')
    .describe('Set by the commands.'),
})

export const readWebEnv = () => readEnv(schema)

/** All that the api needs to know, in its words; `build` names the release where no setting does. */
export function apiSettings(env: ReturnType<typeof readWebEnv>, build = 'development'): ApiSettings {
  return {
    databaseUrl: env.DATABASE_URL,
    listenUrl: env.DATABASE_LISTEN_URL,
    redisUrl: env.REDIS_URL,
    origin: env.ORIGIN,
    pepper: env.PEPPER,
    dataDir: env.DATA_DIR,
    trustedProxies: env.TRUSTED_PROXIES,
    passwordCost: env.PASSWORD_COST,
    accounts: accountSettings(env),
    messages: { points: env.RATE_LIMIT_POINTS, perMs: env.RATE_LIMIT_DURATION * 1_000 },
    deployment: env.DEPLOYMENT ?? build,
  }
}

function accountSettings(env: ReturnType<typeof readWebEnv>): AccountSettings {
  return {
    openRegistration: env.OPEN_REGISTRATION,
    setupToken: env.SETUP_TOKEN ?? null,
    passwordLeast: env.PASSWORD_LEAST,
    plainHttp: env.ALLOW_PLAIN_HTTP,
    addressLimitFactor: env.ADDRESS_LIMIT_FACTOR,
    formerPeppers: env.FORMER_PEPPERS.split(' ').filter((value) => value !== ''),
    lifetimes: {
      othrIdleMs: env.SESSION_HOURS * hour,
      stayIdleMs: env.STAY_DAYS * day,
      othrMostMs: env.STAY_DAYS * day,
      mobiIdleMs: env.MOBILE_DAYS * day,
    },
  }
}
