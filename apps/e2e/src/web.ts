import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { product } from './product.ts'

const apps = fileURLToPath(new URL('../../', import.meta.url))

/** The settings that web and worker of the product are given. */
export const settings = ({ redisUrl, port = product.port }: { redisUrl: string; port?: number }) => ({
  ...process.env,
  NODE_ENV: 'production',
  DATABASE_URL: product.databaseUrl,
  REDIS_URL: redisUrl,
  PORT: String(port),
  HOST: '127.0.0.1',
  ORIGIN: `http://127.0.0.1:${port}`,
  DATA_DIR: product.dir,
  PEPPER: 'a pepper for tests that nobody else may have',
  PASSWORD_COST: '4',
  SETUP_TOKEN: product.setupToken,
  // Every person of the suite comes from one address.
  ADDRESS_LIMIT_FACTOR: '1000',
})

export const startApp = (folder: 'web' | 'worker', file: string, env: NodeJS.ProcessEnv): ChildProcess =>
  spawn('node', [file], { cwd: `${apps}${folder}`, env, stdio: 'inherit' })

export function endApp(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  if (child.exitCode !== null) return Promise.resolve()
  child.kill('SIGTERM')
  return ended
}
