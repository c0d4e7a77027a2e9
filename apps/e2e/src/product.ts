// Where the product under test stands. Ports and folder are chosen once and handed to every process by the environment.
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const random = (from: number) => String(from + Math.floor(Math.random() * 3_000))
process.env.E2E_PORT ??= random(21_000)
process.env.E2E_POSTGRES_PORT ??= random(25_000)
process.env.E2E_DIR ??= join(tmpdir(), `shiplap-e2e-${process.env.E2E_PORT}`)

export const product = {
  port: process.env.E2E_PORT,
  origin: `http://127.0.0.1:${process.env.E2E_PORT}`,
  dir: process.env.E2E_DIR,
  mailDir: join(process.env.E2E_DIR, 'mail'),
  databaseName: 'shiplap',
  databaseUrl: `postgres://shiplap:e2e@127.0.0.1:${process.env.E2E_POSTGRES_PORT}/shiplap`,
  setupToken: 'e2e-setup-token-0123456789-abcdefghij',
  env: {
    E2E_PORT: process.env.E2E_PORT,
    E2E_POSTGRES_PORT: process.env.E2E_POSTGRES_PORT,
    E2E_DIR: process.env.E2E_DIR,
  },
} as const
