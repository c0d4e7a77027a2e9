import { resolve } from 'node:path'
import { postgresUrl, readEnv, redisUrl, wholeNumber } from '@shiplap/runtime/env'
import { z } from 'zod'
import { root } from './root.ts'

export const schema = z.object({
  PORT: wholeNumber(1, 65_535).default(3000).describe('Port that the web listens on.'),
  HOST: z.string().default('0.0.0.0').describe('Address that the web listens on.'),
  ORIGIN: z.string().optional().describe('How people reach this instance; http://localhost:PORT by default.'),
  SHIPLAP_DATA: z.string().default('.shiplap').describe('Folder that everything worth keeping lies in.'),
  DATABASE_URL: postgresUrl.optional().describe('A PostgreSQL of yours; none is started then.'),
  REDIS_URL: redisUrl.optional().describe('A Redis of yours; none is started then.'),
})

export type Settings = {
  readonly port: number
  readonly host: string
  readonly origin: string
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly redisUrl: string | undefined
}

export function readSettings(): Settings {
  const env = readEnv(schema)
  return {
    port: env.PORT,
    host: env.HOST,
    origin: env.ORIGIN ?? `http://localhost:${env.PORT}`,
    dataDir: resolve(root, env.SHIPLAP_DATA),
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
  }
}
