// Where the product under test stands. Each of Playwright's workers has one of its own, so that a test that moves the
// clock moves it for nobody else. Ports and folder are chosen once and handed to every process by the environment.
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How many tests run side by side, each against its own product. */
export const productCount = 2

const random = (from: number) => String(from + Math.floor(Math.random() * 3_000))
process.env.E2E_PORT ??= random(21_000)
process.env.E2E_POSTGRES_PORT ??= random(25_000)
process.env.E2E_DIR ??= join(tmpdir(), `shiplap-e2e-${process.env.E2E_PORT}`)

/** The product of the worker with this place among those that run side by side. */
export function productAt(index: number) {
  const port = Number(process.env.E2E_PORT) + index
  const postgresPort = Number(process.env.E2E_POSTGRES_PORT) + index
  const dir = join(process.env.E2E_DIR ?? '', String(index))
  return {
    port,
    postgresPort,
    origin: `http://127.0.0.1:${port}`,
    dir,
    mailDir: join(dir, 'mail'),
    databaseName: 'shiplap',
    databaseUrl: `postgres://shiplap:e2e@127.0.0.1:${postgresPort}/shiplap`,
    setupToken: 'e2e-setup-token-0123456789-abcdefghij',
    env: {
      E2E_PORT: process.env.E2E_PORT ?? '',
      E2E_POSTGRES_PORT: process.env.E2E_POSTGRES_PORT ?? '',
      E2E_DIR: process.env.E2E_DIR ?? '',
      TEST_PARALLEL_INDEX: String(index),
    },
  } as const
}

/** The product of this process; Playwright tells each worker its place. */
export const product = productAt(Number(process.env.TEST_PARALLEL_INDEX ?? 0))
