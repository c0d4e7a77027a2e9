import type { QueuedAct } from '@shiplap/client/run/run-sheet'

/** Acts as the runner reads them at the start of a sentence. */
export const actNames: Record<QueuedAct['act'], string> = {
  start: 'The start',
  split: 'That split',
  undoSplit: 'That undo',
  skipSplit: 'That skip',
  pause: 'That pause',
  resume: 'Going on',
  undoFinish: 'Undoing the finish',
  abandon: 'Abandoning the run',
}
