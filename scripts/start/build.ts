import { join } from 'node:path'
import { cleanEnvironment } from '../bootstrap/environment.mjs'
import { during } from '../bootstrap/progress.mjs'
import { run } from '../bootstrap/run.mjs'
import { stampBuild } from './build-stamp.ts'
import { inTurn } from './build-turn.ts'
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

/** Builds unless the last build is still good. Of several who want it at once, one does it. */
export async function build(): Promise<void> {
  if (stampBuild(root).isCurrent()) return
  await during('Building', () => buildAlone(buildAsIs))
}

/** Next.js refuses to build beside another build: whoever comes meanwhile waits. */
export const buildAlone = <T>(act: () => Promise<T>): Promise<T> =>
  inTurn(join(root, '.cache', 'build.lock'), act)

async function buildAsIs(): Promise<void> {
  // Whoever had the turn before us may have built what we want.
  const stamp = stampBuild(root)
  if (stamp.isCurrent()) return
  stamp.clear()
  const [turbo, ...args] = buildCommand
  await run(turbo, args, { cwd: root, env: buildEnvironment(cleanEnvironment(process.env)) }).catch(
    (error: Error) => {
      throw new Unable(error.message)
    },
  )
  stamp.write()
}
