import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { identityOf } from '../identity.ts'

export type Parent = { readonly process: ChildProcess; readonly pid: number; readonly url: string }

/** A process that has started `what` over `folder`, for a test to kill. */
export async function startParent(what: 'postgres' | 'redis' | 'lock', folder: string): Promise<Parent> {
  const script = new URL('./start-and-wait.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script, what, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  return { process: child, ...JSON.parse(String(line)) }
}

/** Resolves once no process has this number. */
export async function gone(pid: number): Promise<void> {
  while (identityOf(pid) !== undefined) await new Promise((resolve) => setTimeout(resolve, 10))
}

export async function kill(parent: Parent): Promise<void> {
  parent.process.kill('SIGKILL')
  await once(parent.process, 'exit')
}
