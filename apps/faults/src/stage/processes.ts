import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Running, startUntil } from '@shiplap/embedded/process'

const folderOf = (app: 'web' | 'worker') => fileURLToPath(new URL(`../../../${app}/`, import.meta.url))

/** The web as it is served, with its pages where they have been built. */
export const startWeb = (env: NodeJS.ProcessEnv): Promise<Running> =>
  startUntil(
    process.execPath,
    existsSync(`${folderOf('web')}.next/BUILD_ID`) ? ['server.ts'] : [withoutPages],
    {
      cwd: folderOf('web'),
      env,
      ready: /"listening"/,
      stopSignal: 'SIGKILL',
    },
  )

export const startWorker = (env: NodeJS.ProcessEnv): Promise<Running> =>
  startUntil(process.execPath, ['src/main.ts'], {
    cwd: folderOf('worker'),
    env,
    ready: /worker entered/,
    stopSignal: 'SIGKILL',
  })

const withoutPages = fileURLToPath(new URL('./web-without-pages.ts', import.meta.url))

/** kill -9, and resolves once it is gone. */
export async function kill(process: Running): Promise<void> {
  process.child.kill('SIGKILL')
  await process.ended
}

/** Asks it to leave; answers its exit code and how long that took. */
export async function terminate(
  process: Running,
): Promise<{ readonly code: number | null; readonly ms: number }> {
  const since = performance.now()
  process.child.kill('SIGTERM')
  await process.ended
  return { code: process.child.exitCode, ms: Math.round(performance.now() - since) }
}
