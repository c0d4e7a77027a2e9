import { run } from '../bootstrap/run.mjs'
import { root } from '../start/root.ts'
import type { Outcome } from './tally.ts'

/** One check that a command makes: passed when it ends well, failed with what it printed otherwise. */
export async function check(
  command: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  const [program, ...args] = command
  const output = await run(program, args, { cwd: root, env })
  return { passed: 1, failed: 0, output }
}
