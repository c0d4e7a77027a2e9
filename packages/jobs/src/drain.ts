import type { KeptLine } from '@shiplap/db/kept-line'
import * as workers from '@shiplap/db/queries/jobs-workers'
import type { Claimer } from './claimer.ts'
import type { Finisher } from './finisher.ts'
import type { Keeper } from './keeper.ts'
import type { Runner } from './runner.ts'

export type Crew = {
  readonly claimer: Claimer
  readonly runner: Runner
  readonly finisher: Finisher
  readonly keeper: Keeper
  readonly claimLine: KeptLine
  readonly endLine: KeptLine
  readonly workerId: () => number
}

/**
 * Ends a worker in good order: nothing more is claimed, what has not begun goes back, what runs has `graceMs` to end and
 * goes back after that, the ends are stored, and its entry is struck out.
 */
export async function drain(
  { claimer, runner, finisher, keeper, claimLine, endLine, workerId }: Crew,
  graceMs: number,
): Promise<void> {
  await claimer.stop()
  runner.handBack()
  const patience = setTimeout(() => {
    for (const job of runner.running) {
      job.abort('shutdown')
      runner.abandon(job)
    }
  }, graceMs)
  await runner.idle()
  clearTimeout(patience)
  await finisher.settled()
  await keeper.stop()
  // Where the line breaks just now, others strike us out: our lock is free.
  await workers.leave(await endLine.open(), { id: workerId() }).catch(() => {})
  await Promise.all([claimLine.close(), endLine.close()])
}
