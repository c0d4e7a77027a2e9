import { cleanEnvironment } from '../bootstrap/environment.mjs'
import { during } from '../bootstrap/progress.mjs'
import { run } from '../bootstrap/run.mjs'
import { Unable } from './explain.ts'
import { root } from './root.ts'

/** Builds what has changed since the last build; turbo knows what has not. */
export const buildCommand = ['turbo', 'run', 'build', '--output-logs=errors-only', '--no-color'] as const

export const buildEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...env,
  NODE_ENV: 'production',
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  NEXT_TELEMETRY_DISABLED: '1',
})

export async function build(): Promise<void> {
  const [turbo, ...args] = buildCommand
  const env = buildEnvironment(cleanEnvironment(process.env))
  await during('Building', () =>
    run(turbo, args, { cwd: root, env }).catch((error: Error) => {
      throw new Unable(error.message)
    }),
  )
}
