import { type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'

let isInterrupted = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    isInterrupted = true
  })

/** Runs a command to its end and answers its code. Throws once somebody interrupts us, after the command has ended too. */
export async function run(command: string, args: readonly string[], options: SpawnOptions): Promise<number> {
  stopWhenInterrupted()
  // In a group of its own: Ctrl-C reaches us alone, and the command hears of it once. A second time it would drop everything.
  const child = spawn(command, args, { ...options, detached: true })
  // Who ends npm ends all that it began, and npm passes that on: we may be told twice.
  let isTold = false
  const passOn = (signal: NodeJS.Signals) => {
    if (!isTold) child.kill(signal)
    isTold = true
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, passOn)
  const [code] = await once(child, 'close')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, passOn)
  stopWhenInterrupted()
  return code ?? 1
}

function stopWhenInterrupted(): void {
  if (isInterrupted)
    throw new Error('interrupted; what was found out is kept, and the same command goes on from there')
}
