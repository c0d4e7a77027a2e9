import {
  type Act,
  elapsedMs,
  eventOf,
  follow,
  leastBetweenSplitsMs,
  type Run,
  type RunEvent,
  type RunRules,
  replay,
  whyNotAct,
} from '@shiplap/domain/run'

/** An act that was pressed and that the server has not answered yet. */
export type QueuedAct = {
  /** Sent with every try, so that the act counts once however often it travels. */
  readonly key: string
  readonly act: Exclude<Act, 'cancel'>
  /** The milestone that the runner meant. */
  readonly position: number | null
  /** When it was pressed, by the server's clock as this device knew it. */
  readonly madeAt: number
}

/** An event as the server tells it; the key is there for the runner's own. */
export type TimedEvent = RunEvent & { readonly key?: string | null }

/** What a browser knows of a run: what the server has confirmed, and what is still on its way there. */
export type RunSheet = {
  readonly rules: RunRules
  readonly submitted: boolean
  readonly events: readonly TimedEvent[]
  readonly queue: readonly QueuedAct[]
}

/** The run as the runner sees it: every press counts at once, marked as unsent until the server has it. */
export function shownRun(sheet: RunSheet): { readonly run: Run; readonly unsent: ReadonlySet<number> } {
  const { rules, submitted } = sheet
  let run = replay(sheet.events, rules)
  const confirmedMarks = run.marks.length
  let untouched = confirmedMarks
  for (const queued of sheet.queue) {
    const at = Math.max(queued.madeAt, earliestAt(sheet, run, queued))
    const asked = { act: queued.act, position: queued.position ?? undefined, at, submitted }
    // The server may still see it otherwise; what can't be is not shown.
    if (whyNotAct(run, asked, rules) !== null) continue
    const event = { ...eventOf(run, queued.act), seq: run.seq + 1, at, elapsedMs: elapsedMs(run, at) }
    run = follow(run, event, rules)
    untouched = Math.min(untouched, run.marks.length)
  }
  const unsent = run.marks.map((_, index) => index).filter((index) => index >= untouched)
  return { run, unsent: new Set(unsent) }
}

/** The sheet after the server told an event, in whatever order and however often it arrives. */
export function withEvent(sheet: RunSheet, event: TimedEvent): RunSheet {
  const queue = sheet.queue.filter((queued) => queued.key !== event.key)
  if (event.seq !== sheet.events.length + 1) return { ...sheet, queue }
  return { ...sheet, queue, events: [...sheet.events, event] }
}

/** True when an event of the server shows that others before it have not arrived. */
export function missesEventsBefore(sheet: RunSheet, event: TimedEvent): boolean {
  return event.seq > sheet.events.length + 1
}

/** The sheet with all that the server knows; acts that it already has leave the queue. */
export function withEvents(sheet: RunSheet, events: readonly TimedEvent[]): RunSheet {
  // An answer that was overtaken by a newer one must not take events back.
  if (events.length < sheet.events.length) return sheet
  const known = new Set(events.map((event) => event.key))
  return { ...sheet, events, queue: sheet.queue.filter((queued) => !known.has(queued.key)) }
}

/** The sheet without an act that the server refused. An undo queued after it meant it, and falls with it. */
export function withoutAct(sheet: RunSheet, key: string): RunSheet {
  const at = sheet.queue.findIndex((queued) => queued.key === key)
  if (at < 0) return sheet
  const later = sheet.queue.slice(at + 1).filter(({ act }) => act !== 'undoSplit' && act !== 'undoFinish')
  return { ...sheet, queue: [...sheet.queue.slice(0, at), ...later] }
}

/** Not before what came before; and a mark that was pressed in time stays so, although the one before it arrived late. */
function earliestAt(sheet: RunSheet, run: Run, { act }: QueuedAct): number {
  const marks = act === 'split' || act === 'skipSplit'
  return Math.max(
    (sheet.events.at(-1)?.at ?? 0) + 1,
    marks && run.markedAt !== null ? run.markedAt + leastBetweenSplitsMs : 0,
  )
}
