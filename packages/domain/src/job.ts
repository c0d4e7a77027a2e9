/** The states of a job and the ways between them; docs/queue.md draws the same. */
export const jobStates = ['scheduled', 'ready', 'running', 'retrying', 'done', 'dead', 'cancelled'] as const
export type JobState = (typeof jobStates)[number]

export const jobMoves: Readonly<Record<JobState, readonly JobState[]>> = {
  scheduled: ['ready', 'cancelled'],
  ready: ['running', 'cancelled'],
  running: ['done', 'retrying', 'ready', 'dead', 'cancelled'],
  retrying: ['ready', 'cancelled'],
  done: [],
  dead: ['ready'],
  cancelled: ['ready'],
}

/** True when nothing more happens to a job in this state by itself. */
export function hasEnded(state: JobState): boolean {
  return state === 'done' || state === 'dead' || state === 'cancelled'
}
