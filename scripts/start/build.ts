import { cleanEnvironment } from '../bootstrap/environment.mjs'
import { during } from '../bootstrap/progress.mjs'
import { run } from '../bootstrap/run.mjs'
import { Unable } from './explain.ts'
import { root } from './root.ts'

/** Builds what has changed since the last build; turbo knows what has not. */
export async function build(): Promise<void> {
  await during('Building', () =>
    run('turbo', ['run', 'build', '--output-logs=errors-only', '--no-color'], {
      cwd: root,
      env: { ...cleanEnvironment(process.env), NODE_ENV: 'production', ...quiet },
    }).catch((error: Error) => {
      throw new Unable(error.message)
    }),
  )
}

const quiet = { TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' }
