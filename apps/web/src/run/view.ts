import type { Outputs } from '@shiplap/client'

/** All that the page of a run needs. */
export type RunPage = Outputs['run']['get']
/** A run as its page shows it, with what its runner may do. */
export type RunView = RunPage['run']
/** A run as the live feed tells it to everybody. */
export type WatchedRun = Omit<RunView, 'allowedActions'>
export type Comparisons = NonNullable<RunPage['comparisons']>
