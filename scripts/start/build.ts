import { cleanEnvironment } from '../bootstrap/environment.mjs'
import { during } from '../bootstrap/progress.mjs'
import { run } from '../bootstrap/run.mjs'
import { stampBuild } from './build-stamp.ts'
import { Unable } from './explain.ts'
import { root } from './root.ts'

/** The build; turbo brings back an earlier one of the same sources. */
export const buildCommand = ['turbo', 'run', 'build', '--output-logs=errors-only', '--no-color'] as const

export const buildEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...env,
  NODE_ENV: 'production',
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  NEXT_TELEMETRY_DISABLED: '1',
})

/** Builds unless the last build is still good. */
export async function build(): Promise<void> {
  const stamp = stampBuild(root)
  if (stamp.isCurrent()) return
  stamp.clear()
  const [turbo, ...args] = buildCommand
  const env = buildEnvironment(cleanEnvironment(process.env))
  await during('Building', () =>
    run(turbo, args, { cwd: root, env }).catch((error: Error) => {
      throw new Unable(error.message)
    }),
  )
  stamp.write()
}
