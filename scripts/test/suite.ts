import { readFile, rm } from 'node:fs/promises'
import { run } from '../bootstrap/run.mjs'

/** How a suite ended, what it printed, and its report; null where it broke off before it wrote one. */
export type Suite<Report> = { readonly ok: boolean; readonly output: string; readonly report: Report | null }

/** Runs a suite that writes a report in JSON to `file`. */
export async function runSuite<Report>(
  [program, ...args]: readonly [string, ...string[]],
  { cwd, env, file }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly file: string },
): Promise<Suite<Report>> {
  await rm(file, { force: true })
  const ended = await run(program, args, { cwd, env }).then(
    (output) => ({ ok: true, output }),
    (error: Error) => ({ ok: false, output: error.message }),
  )
  return { ...ended, report: await readFile(file, 'utf8').then(JSON.parse, () => null) }
}
