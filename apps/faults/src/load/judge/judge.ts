import { setTimeout as sleep } from 'node:timers/promises'
import type { Stage } from '../../stage/stage.ts'
import type { Entry } from '../history.ts'
import type { Judged } from '../load.ts'
import { accounts, families, sessions } from './accounts.ts'
import { jobs } from './jobs.ts'
import { limits, messages } from './messages.ts'
import { boards, runs, verdicts } from './runs.ts'

/** Everything in the history and the database that must not be; empty when all is well. Call it once all is quiet. */
export async function judge(
  stage: Stage,
  load: Judged,
  { quietWithinMs = 30_000 } = {},
): Promise<readonly string[]> {
  await untilQuiet(stage, quietWithinMs)
  const { entries } = load.history
  return [
    ...bugs(entries),
    ...stage.errors.slice(0, 5).map((line) => `logged: ${line.slice(0, 600)}`),
    ...(await messages(stage, load)),
    ...(await runs(stage, entries)),
    ...(await accounts(stage, entries)),
    ...(await sessions(stage, entries)),
    ...families(entries),
    ...limits(entries),
    ...(await jobs(stage, entries)),
    ...(await verdicts(stage, entries)),
    ...(await boards(stage)),
  ]
}

/** Waits until no job waits or runs that could. Those of the future may wait on. */
async function untilQuiet({ database }: Stage, withinMs: number): Promise<void> {
  const giveUpAt = performance.now() + withinMs
  for (;;) {
    const [left] = await database.rows<{ open: number }>`
      select (select count(*) from job) + (select count(*) from job_scheduled where attempt > 0) as open`
    if (left?.open === 0 || performance.now() > giveUpAt) return
    await sleep(100)
  }
}

const bugs = (entries: readonly Entry[]) =>
  entries
    // 405 is a bug as well: of the load, which asks what nobody can be asked so.
    .filter(({ status }) => (status >= 500 && status !== 503) || status === 405)
    .map(({ act, who, status }) => `${act} by ${who} was answered ${status}`)
