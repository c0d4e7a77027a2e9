import type { Claimed } from '@shiplap/db/claimed'
import type { Lane } from '@shiplap/db/queries/jobs-claim'
import { expect, test } from 'vitest'
import { Hints } from './hints.ts'

/** Waiting jobs as numbers in lanes, searched as a claim searches them: lane by lane, each from behind where it begins. */
function aQueue() {
  const hints = new Hints()
  const waiting = new Map<string, number[]>()
  const nameOf = (kind: string, priority: number) => `${kind} ${priority}`
  return {
    hints,
    put(ids: readonly number[], kind = 'a', priority = 0) {
      const name = nameOf(kind, priority)
      waiting.set(
        name,
        [...(waiting.get(name) ?? []), ...ids].sort((one, other) => one - other),
      )
    },
    /** One claim: where it began in each lane, what it took, and what was learned of it. */
    claim(
      nowMs: number,
      {
        kinds = ['a'],
        priorities = [0],
        most = 10,
        room = most,
        meanwhile = () => {},
      }: {
        readonly kinds?: readonly string[]
        readonly priorities?: readonly number[]
        /** Of all lanes together. */
        readonly most?: number
        /** Of each lane. */
        readonly room?: number
        /** Happens while the claim is under way. */
        readonly meanwhile?: () => void
      } = {},
    ) {
      const after = hints.begin(nowMs)
      const lanes = kinds.flatMap((kind) =>
        priorities.map((priority): Lane => {
          const lane = { kind, priority, version: 1 }
          return { ...lane, after: after(lane), most: room }
        }),
      )
      const claimed: Claimed[] = []
      for (const lane of lanes) {
        const name = nameOf(lane.kind, lane.priority)
        const found = (waiting.get(name) ?? [])
          .filter((id) => id > lane.after)
          .slice(0, Math.min(lane.most, most - claimed.length))
        waiting.set(
          name,
          (waiting.get(name) ?? []).filter((id) => !found.includes(id)),
        )
        for (const id of found) claimed.push(['', id, lane.kind, lane.priority, 1, 1, 1, false, {}])
      }
      claimed.sort((one, other) => one[3] - other[3] || one[1] - other[1])
      meanwhile()
      const learned = hints.learn(lanes, claimed, most)
      return { from: lanes.map((lane) => lane.after), ids: claimed.map(([, id]) => id), ...learned }
    },
  }
}
const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)

test('while a lane gives all that is asked, the next search begins behind what was claimed last', () => {
  const { put, claim } = aQueue()
  put(upTo(1, 30))
  expect(claim(0).from).toEqual([0])
  expect(claim(1).from).toEqual([10])
  expect(claim(2).from).toEqual([20])
  expect(claim(3)).toMatchObject({ from: [30], ids: [] })
})

test('a lane that gave less than was asked is searched again from before what it gave', () => {
  const { put, claim } = aQueue()
  put([5, 6])
  expect(claim(0)).toMatchObject({ ids: [5, 6], isFull: false, isWorthAnother: false })
  // Their numbers were taken earlier, and their transactions committed later.
  put([3, 4])
  expect(claim(1).ids).toEqual([3, 4])
})

test('each lane is searched from the beginning once a second, however busy it is', () => {
  const { put, claim } = aQueue()
  put(upTo(100, 1_000))
  claim(5_000)
  put([7])
  expect(claim(5_999).ids).toEqual(upTo(110, 119))
  expect(claim(6_000).ids).toEqual([7, ...upTo(120, 128)])
  // Once, and then on from there.
  expect(claim(6_001).from).toEqual([128])
})

test('a lane that had no room when the second was over is searched from the beginning when it has', () => {
  const { put, claim } = aQueue()
  put(upTo(100, 200), 'long')
  claim(0, { kinds: ['short', 'long'] })
  put([7], 'long')
  for (const nowMs of [1_000, 1_001, 1_500]) claim(nowMs, { kinds: ['short'] })
  expect(claim(1_900, { kinds: ['short', 'long'] })).toMatchObject({
    from: [0, 0],
    ids: [7, ...upTo(110, 118)],
  })
})

test('a lane that a full claim may not have come to is searched from the beginning by the next', () => {
  const { put, claim } = aQueue()
  const kinds = ['first', 'second']
  put(upTo(1, 10), 'second')
  claim(0, { kinds })
  put(upTo(11, 50), 'first')
  put([3, 60], 'second')
  expect(claim(1_000, { kinds }).ids).toEqual(upTo(11, 20))
  expect(claim(1_001, { kinds, room: 5 })).toMatchObject({ from: [20, 0], ids: [3, ...upTo(21, 25), 60] })
})

test('a lane of which a full claim brings something was searched, and the next goes on behind that', () => {
  const { put, claim } = aQueue()
  const kinds = ['first', 'second']
  put(upTo(1, 8), 'first')
  put(upTo(9, 30), 'second')
  expect(claim(0, { kinds })).toMatchObject({ ids: upTo(1, 10), isFull: true, isWorthAnother: false })
  expect(claim(1, { kinds }).from).toEqual([8, 10])
})

test('a full claim that did not come to a lane leaves it where it was', () => {
  const { put, claim } = aQueue()
  const kinds = ['first', 'second']
  put(upTo(1, 20), 'second')
  expect(claim(0, { kinds }).ids).toEqual(upTo(1, 10))
  put(upTo(21, 30), 'first')
  expect(claim(1, { kinds }).ids).toEqual(upTo(21, 30))
  expect(claim(2, { kinds })).toMatchObject({ from: [30, 10], ids: upTo(11, 20) })
})

test('jobs that came back under old numbers are found by the next claim', () => {
  const { hints, put, claim } = aQueue()
  put(upTo(100, 200))
  claim(0)
  put([7])
  hints.forget()
  expect(claim(1).ids).toEqual([7, ...upTo(110, 118)])
  expect(claim(2).from).toEqual([118])
})

test('so are those that came back while a claim was under way, which may have been past them', () => {
  const { hints, put, claim } = aQueue()
  put(upTo(100, 200))
  claim(0)
  claim(1, {
    meanwhile() {
      put([7])
      hints.forget()
    },
  })
  expect(claim(2).ids).toContain(7)
})

test('a claim that came to the end of what it was behind is worth another, since an earlier start may find more', () => {
  const { put, claim } = aQueue()
  put(upTo(100, 109))
  expect(claim(0)).toMatchObject({ isFull: true })
  put([7])
  expect(claim(1)).toMatchObject({ from: [109], ids: [], isFull: false, isWorthAnother: true })
  expect(claim(2)).toMatchObject({ ids: [7], isFull: false, isWorthAnother: false })
})

test('a lane that was searched from the beginning and came to its end is not worth another', () => {
  const { put, claim } = aQueue()
  put(upTo(100, 109))
  claim(0)
  expect(claim(1_000)).toMatchObject({ from: [0], ids: [], isFull: false, isWorthAnother: false })
})

test('an idle lane is never worth another, so that a worker without work rests', () => {
  const { put, claim } = aQueue()
  put([5])
  for (let nowMs = 0; nowMs <= 5_000; nowMs += 500)
    expect(claim(nowMs)).toMatchObject({ isFull: false, isWorthAnother: false })
})

test('in a shallow lane the search begins behind what was claimed a second or two ago, and no later', () => {
  const { put, claim } = aQueue()
  put([10])
  claim(1_000)
  put([20])
  expect(claim(1_500)).toMatchObject({ from: [0], ids: [20] })
  claim(2_000)
  put([30])
  expect(claim(2_500)).toMatchObject({ from: [0], ids: [30] })
  claim(3_000)
  // 30 was claimed half a second ago; whoever took 25 may commit it now.
  put([25, 40])
  expect(claim(3_500)).toMatchObject({ from: [20], ids: [25, 40] })
  claim(4_000)
  expect(claim(4_500)).toMatchObject({ from: [30] })
})

test('where a search from the beginning found much that is old, it goes on there and not behind what is young', () => {
  const { hints, put, claim } = aQueue()
  put([1_000])
  claim(1_000)
  claim(2_000)
  put(upTo(1, 25))
  hints.forget()
  expect(claim(2_100)).toMatchObject({ ids: upTo(1, 10), isFull: true })
  expect(claim(2_200)).toMatchObject({ from: [10], ids: upTo(11, 20) })
  // The second is over: what was young a second ago tells nothing of where the old ones are.
  expect(claim(3_000)).toMatchObject({ from: [0], ids: upTo(21, 25), isFull: false })
  put([22])
  expect(claim(3_500)).toMatchObject({ from: [20], ids: [22] })
})

test('a lane that gave all that was asked of it alone is full, though the claim had room for more', () => {
  const { put, claim } = aQueue()
  const kinds = ['narrow', 'wide']
  put(upTo(1, 4), 'narrow')
  put([5], 'wide')
  expect(claim(0, { kinds, room: 2 })).toMatchObject({ ids: [1, 2, 5], isFull: true, isWorthAnother: false })
  expect(claim(1, { kinds, room: 2 })).toMatchObject({ from: [2, 0], ids: [3, 4] })
  expect(claim(2, { kinds, room: 2 })).toMatchObject({ from: [4, 0], ids: [], isWorthAnother: true })
})

test('one kind of two priorities is two lanes, and two kinds that take turns are kept apart', () => {
  const { put, claim } = aQueue()
  const all = { kinds: ['a', 'b'], priorities: [0, 1], most: 100, room: 3 }
  put([1, 3, 5, 7], 'a')
  put([2, 4], 'b')
  put([8], 'a', 1)
  expect(claim(0, all)).toMatchObject({ ids: [1, 2, 3, 4, 5, 8], isFull: true })
  expect(claim(1, all).from).toEqual([5, 0, 0, 0])
})
