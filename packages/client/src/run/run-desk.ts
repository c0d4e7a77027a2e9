import type { RefusalReason } from '@shiplap/domain/refusal'
import { elapsedMs, type Run } from '@shiplap/domain/run'
import { type Act, leastBetweenSplitsMs, whyNotAct } from '@shiplap/domain/run-act'
import type { ActStore } from './act-store.ts'
import {
  positionMeant,
  type QueuedAct,
  type RunSheet,
  settled,
  shownRun,
  withoutAct,
  withRun,
} from './run-sheet.ts'

export type DeskState = {
  readonly run: Run
  /** Indexes of marks that the server does not have yet. */
  readonly unsent: ReadonlySet<number>
  readonly waiting: number
  /** `offline`: tries go on. `signed-out`: the acts are kept until somebody signs in. */
  readonly link: 'well' | 'offline' | 'signed-out'
}

type DeskNeeds = {
  readonly sheet: Omit<RunSheet, 'queue'>
  readonly store: ActStore
  /** Takes an act to the server; throws a refusal, or anything else when the server could not be reached. */
  readonly send: (act: QueuedAct) => Promise<Run>
  readonly reread: () => Promise<Run>
  readonly refusalOf: (error: unknown) => RefusalReason | null
  /** The server's clock as this device knows it. */
  readonly now: () => number
  readonly makeKey: () => string
  readonly onRefused: (act: QueuedAct, reason: RefusalReason) => void
}

/**
 * Where the runner presses. A press shows at once, is stored, and travels in order, one at a time, until the server has
 * answered; news of the server (another device, the worker) flow in beside it.
 */
export type RunDesk = ReturnType<typeof createRunDesk>

export function createRunDesk({ sheet, store, ...needs }: DeskNeeds) {
  let paper: RunSheet = { ...sheet, queue: store.load() }
  let link: DeskState['link'] = 'well'
  let state = look()
  let wakeUp: (() => void) | undefined
  let working = false
  let closed = false
  const listeners = new Set<() => void>()

  function look(): DeskState {
    return { ...shownRun(paper), waiting: paper.queue.length, link }
  }

  function change(next: RunSheet, nextLink: DeskState['link'] = link) {
    if (next.queue !== paper.queue) store.save(next.queue)
    paper = next
    link = nextLink
    state = look()
    for (const listener of listeners) listener()
  }

  /** Why this can't be done now, or null; the same question the server asks. */
  function whyNot(act: Act): RefusalReason | null {
    const asked = { act, at: needs.now(), submitted: paper.submitted }
    return whyNotAct(state.run, asked, paper.rules)
  }

  function press(act: QueuedAct['act']): RefusalReason | null {
    const no = whyNot(act)
    if (no !== null) return no
    const madeAt = Math.round(needs.now())
    const queued: QueuedAct = {
      key: needs.makeKey(),
      act,
      position: positionMeant(state.run, act),
      madeAt,
      clientMs: Math.round(elapsedMs(state.run, madeAt)),
    }
    change({ ...paper, queue: [...paper.queue, queued] })
    void work()
    return null
  }

  async function work() {
    if (working) return
    working = true
    let failures = 0
    for (let head = paper.queue[0]; head && !closed && link !== 'signed-out'; head = paper.queue[0]) {
      await sleep(paceMs(head))
      if (closed) break
      try {
        const run = await needs.send(head)
        // Looked at only now: more may have been pressed while this one travelled.
        change(settled(paper, head.key, run), 'well')
        failures = 0
      } catch (error) {
        const reason = needs.refusalOf(error)
        if (reason === 'account.signed-out') change(paper, 'signed-out')
        else if (isFinal(reason)) drop(head, reason)
        else {
          if (reason !== 'run.too-soon') change(paper, 'offline')
          await sleep(reason === 'run.too-soon' ? leastBetweenSplitsMs : retryMs(failures++))
        }
      }
    }
    working = false
  }

  function drop(act: QueuedAct, reason: RefusalReason) {
    change(withoutAct(paper, act.key), 'well')
    needs.onRefused(act, reason)
    void reread()
  }

  async function reread() {
    try {
      const run = await needs.reread()
      change(withRun(paper, run))
    } catch {
      // Without a network there is nothing to read; the next news or the next look at the page asks again.
    }
  }

  /** Marks that were pressed apart but arrive together would look like a double press to the server. */
  function paceMs({ act }: QueuedAct): number {
    if (act !== 'split' && act !== 'skipSplit') return 0
    const { markedAt } = paper.run
    const waitMs = markedAt === null ? 0 : markedAt + leastBetweenSplitsMs + 20 - needs.now()
    // A mark made well in the future was made before the server's clock stepped back.
    return waitMs > 2 * leastBetweenSplitsMs + 20 ? 0 : waitMs
  }

  function sleep(ms: number): Promise<void> {
    if (ms <= 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timeout = setTimeout(resolve, Math.min(ms, leastBetweenSplitsMs * 15))
      wakeUp = () => {
        clearTimeout(timeout)
        resolve()
      }
    })
  }

  return {
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    whyNot,
    press,
    /** The server told how the run stands: another device acted, the worker ended it, it was submitted. */
    receive: (run: Run, submitted: boolean) => change({ ...withRun(paper, run), submitted }),
    /** The network is back, the page is looked at again, somebody signed in: try at once and catch up. */
    wake() {
      if (link === 'signed-out') change(paper, 'well')
      wakeUp?.()
      void work()
      return reread()
    },
    /** Another tab of this browser changed the queue. */
    adopt: () => change({ ...paper, queue: store.load() }),
    start: () => void work(),
    close() {
      closed = true
      wakeUp?.()
    },
  }
}

/** A typed "no" is final, except those that mean "not now". Without a reason, the server was not reached or failed. */
function isFinal(reason: RefusalReason | null): reason is RefusalReason {
  return reason !== null && !['run.too-soon', 'limit.reached', 'service.unavailable'].includes(reason)
}

function retryMs(failures: number): number {
  return Math.min(500 * 2 ** failures, 8_000)
}
