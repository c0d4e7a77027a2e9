import type { RefusalReason } from '@shiplap/domain/refusal'
import { elapsedMs, type Run, type RunEvent, type RunRules, replay } from '@shiplap/domain/run'
import { eventOf, whyNotAct } from '@shiplap/domain/run-act'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type ActStore, createActStore } from './act-store.ts'
import { createRunDesk, type RunDesk } from './run-desk.ts'
import type { QueuedAct } from './run-sheet.ts'

const rules: RunRules = { milestoneCount: 4, allowsPause: true, maxDurationMs: 6 * 3_600_000 }

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

test('a press shows at once and is marked until the server has it', async () => {
  const place = createPlace()
  place.network = 'down'
  const desk = await startedDesk(place)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(desk.press('split')).toBeNull()
  expect(desk.state().run.marks).toHaveLength(1)
  expect([...desk.state().unsent]).toEqual([0])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(desk.state().link).toBe('offline')
  place.network = 'up'
  await vi.advanceTimersByTimeAsync(20_000)
  expect(desk.state()).toMatchObject({ waiting: 0, link: 'well' })
  expect(desk.state().unsent.size).toBe(0)
  expect(place.marks()).toHaveLength(1)
})

test('acts that waited through a reload are sent in their order, and marks keep their distance', async () => {
  const place = createPlace()
  const before = await startedDesk(place)
  place.network = 'down'
  await vi.advanceTimersByTimeAsync(10_000)
  before.press('split')
  await vi.advanceTimersByTimeAsync(1_500)
  before.press('split')
  before.close()
  place.network = 'up'
  const after = openDesk(place)
  expect(after.state().run.marks).toHaveLength(2)
  after.start()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(place.marks()).toHaveLength(2)
  expect(place.refused).toEqual([])
  expect(after.state().waiting).toBe(0)
})

test('an answer that was lost on the way back counts once', async () => {
  const place = createPlace()
  const desk = await startedDesk(place)
  await vi.advanceTimersByTimeAsync(10_000)
  place.network = 'swallows answers'
  desk.press('split')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(place.marks()).toHaveLength(1)
  expect(desk.state().waiting).toBe(1)
  place.network = 'up'
  await vi.advanceTimersByTimeAsync(20_000)
  expect(desk.state().waiting).toBe(0)
  expect(desk.state().run.marks).toEqual(place.marks())
})

test('an undo that meant a refused split does not undo the one before it', async () => {
  const place = createPlace()
  const desk = await startedDesk(place)
  await vi.advanceTimersByTimeAsync(10_000)
  desk.press('split')
  await vi.advanceTimersByTimeAsync(5_000)
  // Another device splits the second milestone while this one is offline.
  place.network = 'down'
  desk.press('split')
  desk.press('undoSplit')
  place.apply({ key: 'other', act: 'split', position: 2 })
  place.network = 'up'
  await vi.advanceTimersByTimeAsync(30_000)
  expect(place.refused).toEqual(['run.out-of-order'])
  expect(desk.state().run.marks).toEqual(place.marks())
  expect(place.marks()).toHaveLength(2)
})

test('after the clock of the server stepped back, a press still counts and arrives at once', async () => {
  const place = createPlace()
  const desk = await startedDesk(place)
  await vi.advanceTimersByTimeAsync(60_000)
  desk.press('split')
  await vi.advanceTimersByTimeAsync(100)
  vi.setSystemTime(Date.now() - 30_000)
  expect(desk.press('split')).toBeNull()
  await vi.advanceTimersByTimeAsync(100)
  expect([place.marks().length, desk.state().waiting, place.refused]).toEqual([2, 0, []])
})

test('acts are kept while nobody is signed in', async () => {
  const place = createPlace()
  const desk = await startedDesk(place)
  await vi.advanceTimersByTimeAsync(10_000)
  place.network = 'signed out'
  desk.press('split')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(desk.state()).toMatchObject({ link: 'signed-out', waiting: 1 })
  place.network = 'up'
  await desk.wake()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(place.marks()).toHaveLength(1)
})

test('whatever the network does, in the end the screen shows the run that the server has', async () => {
  const step = fc.record({
    act: fc.constantFrom('split', 'split', 'split', 'undoSplit', 'skipSplit', 'pause', 'resume', 'reload'),
    network: fc.constantFrom('up', 'up', 'down', 'swallows answers'),
    waitMs: fc.integer({ min: 0, max: 4_000 }),
  } as const)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const place = createPlace()
      let desk = await startedDesk(place)
      let pressed = 0
      for (const { act, network, waitMs } of steps) {
        place.network = network
        if (act === 'reload') {
          desk.close()
          desk = openDesk(place)
          desk.start()
        } else if (desk.press(act) === null) pressed++
        await vi.advanceTimersByTimeAsync(waitMs)
      }
      place.network = 'up'
      await vi.advanceTimersByTimeAsync(120_000)
      expect(desk.state().waiting).toBe(0)
      expect(desk.state().run).toEqual(replay(place.events, rules))
      // Each press that was taken came to the server, unless it was refused there or fell with one that was.
      if (place.refused.length === 0) expect(place.events).toHaveLength(1 + pressed)
      expect(new Set(place.events.map(({ key }) => key)).size).toBe(place.events.length)
      desk.close()
    }),
    { numRuns: 150 },
  )
})

class Refused extends Error {
  readonly reason: RefusalReason
  constructor(reason: RefusalReason) {
    super(reason)
    this.reason = reason
  }
}

/** The far side of the wire, by the rules of the domain, and the storage of one browser. */
function createPlace() {
  const events: (RunEvent & { key: string })[] = []
  const stored = new Map<string, string>()
  const place = {
    network: 'up' as 'up' | 'down' | 'swallows answers' | 'signed out',
    events,
    refused: [] as RefusalReason[],
    store: createActStore(
      {
        getItem: (name) => stored.get(name) ?? null,
        setItem: (name, value) => void stored.set(name, value),
        removeItem: (name) => void stored.delete(name),
      },
      'run',
    ) as ActStore,
    marks: () => replay(events, rules).marks,
    apply(queued: Pick<QueuedAct, 'key' | 'act' | 'position'>): Run {
      const first = events.findIndex(({ key }) => key === queued.key)
      if (first >= 0) return replay(events.slice(0, first + 1), rules)
      const run = replay(events, rules)
      const at = Math.max(Date.now(), (events.at(-1)?.at ?? 0) + 1)
      const asked = { act: queued.act, position: queued.position ?? undefined, at: Date.now() }
      const no = whyNotAct(run, asked, rules)
      if (no !== null) throw new Refused(no)
      const event = {
        ...eventOf(run, queued.act),
        seq: run.seq + 1,
        at,
        elapsedMs: elapsedMs(run, at),
        key: queued.key,
      }
      events.push(event)
      return replay(events, rules)
    },
    async send(queued: QueuedAct): Promise<Run> {
      await travel()
      if (place.network === 'down') throw new TypeError('Failed to fetch')
      if (place.network === 'signed out') throw new Refused('account.signed-out')
      const run = place.apply(queued)
      await travel()
      if (place.network === 'swallows answers') throw new TypeError('Failed to fetch')
      return run
    },
  }
  return place
}

const travel = () => new Promise((resolve) => setTimeout(resolve, 30))

let keys = 0
function openDesk(place: ReturnType<typeof createPlace>): RunDesk {
  return createRunDesk({
    sheet: { rules, submitted: false, run: replay(place.events, rules) },
    store: place.store,
    send: place.send,
    reread: async () => {
      if (place.network === 'down') throw new TypeError('Failed to fetch')
      return replay(place.events, rules)
    },
    refusalOf: (error) => (error instanceof Refused ? error.reason : null),
    now: () => Date.now(),
    makeKey: () => `key-${keys++}`,
    onRefused: (_, reason) => place.refused.push(reason),
  })
}

async function startedDesk(place: ReturnType<typeof createPlace>): Promise<RunDesk> {
  place.apply({ key: `start-${keys++}`, act: 'start', position: null })
  await vi.advanceTimersByTimeAsync(10)
  return openDesk(place)
}
