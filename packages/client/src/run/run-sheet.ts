import { elapsedMs, follow, type Run, type RunRules } from '@shiplap/domain/run'
import { type Act, eventOf, leastBetweenSplitsMs, whyNotAct } from '@shiplap/domain/run-act'

/** An act that was pressed and that the server has not answered yet. */
export type QueuedAct = {
  /** Sent with every try, so that the act counts once however often it travels. */
  readonly key: string
  readonly act: Exclude<Act, 'cancel'>
  /** The milestone that the runner meant; null where none is. */
  readonly position: number | null
  /** When it was pressed, by the server's clock as this device knew it. */
  readonly madeAt: number
  /** What this device's timer showed then. */
  readonly clientMs: number
}

/** What a browser knows of a run: what the server has confirmed, and what is still on its way there. */
export type RunSheet = {
  readonly rules: RunRules
  readonly submitted: boolean
  readonly run: Run
  readonly queue: readonly QueuedAct[]
}

/** The run as the runner sees it: every press counts at once, marked as unsent until the server has it. */
export function shownRun({ run: confirmed, rules, submitted, queue }: RunSheet): {
  readonly run: Run
  /** Indexes of marks that the server does not have. */
  readonly unsent: ReadonlySet<number>
} {
  let run = confirmed
  let untouched = confirmed.marks.length
  for (const queued of queue) {
    const at = Math.max(queued.madeAt, earliestAt(run, queued))
    const { act, position } = queued
    // The server may have it already, or see it otherwise; what can't be is not shown.
    if (isUndo(act) && position !== run.marks.length) continue
    if (whyNotAct(run, { act, position: position ?? undefined, at, submitted }, rules) !== null) continue
    run = follow(run, { ...eventOf(run, act), seq: run.seq, at, elapsedMs: elapsedMs(run, at) }, rules)
    untouched = Math.min(untouched, run.marks.length)
  }
  const unsent = run.marks.map((_, index) => index).filter((index) => index >= untouched)
  return { run, unsent: new Set(unsent) }
}

/** The milestone that an act means when it is pressed now. */
export function positionMeant(run: Run, act: Act): number | null {
  if (act === 'split' || act === 'skipSplit') return run.marks.length + 1
  return isUndo(act) ? run.marks.length : null
}

/** The sheet after the server told how the run stands. An older answer than the one at hand takes nothing back. */
export function withRun(sheet: RunSheet, run: Run): RunSheet {
  return run.seq < sheet.run.seq ? sheet : { ...sheet, run }
}

/** The sheet after the server answered an act. */
export function settled(sheet: RunSheet, key: string, run: Run): RunSheet {
  return { ...withRun(sheet, run), queue: sheet.queue.filter((queued) => queued.key !== key) }
}

/** The sheet without an act that the server refused. An undo queued after it meant it, and falls with it. */
export function withoutAct(sheet: RunSheet, key: string): RunSheet {
  const at = sheet.queue.findIndex((queued) => queued.key === key)
  if (at < 0) return sheet
  const later = sheet.queue.slice(at + 1).filter(({ act }) => !isUndo(act))
  return { ...sheet, queue: [...sheet.queue.slice(0, at), ...later] }
}

function isUndo(act: Act): boolean {
  return act === 'undoSplit' || act === 'undoFinish'
}

/** A mark that was pressed in time stays so, although the one before it reached the server late. */
function earliestAt(run: Run, { act }: QueuedAct): number {
  const marks = act === 'split' || act === 'skipSplit'
  return marks && run.markedAt !== null ? run.markedAt + leastBetweenSplitsMs : 0
}
