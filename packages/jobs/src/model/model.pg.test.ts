// The queue against a model of it: random acts of two workers, their zombies, the clock and an administrator.
import { type Line, openLine } from '@shiplap/db/line'
import { jobMoves } from '@shiplap/domain/job'
import { silentLog } from '@shiplap/runtime/log'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestQueue, type TestQueue } from '../testing.ts'
import { anyAct, everyWay, kinds } from './acts.ts'
import { compare } from './compare.ts'
import { World } from './world.ts'

let queue: TestQueue<typeof kinds>
let line: Line
beforeAll(async () => {
  queue = await createTestQueue(kinds)
  line = await openLine({ url: queue.database.url, application: 'model', log: silentLog })
})
afterAll(async () => {
  await line.close()
  await queue.close()
})

test('whatever happens in whatever order, the queue does what its model does', {
  timeout: 60_000,
}, async () => {
  const counts: Record<string, number> = {}
  const moves = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 15, maxLength: 60, size: '+1' }), async (story) => {
      const world = await World.open(queue, line)
      for (const act of story) {
        counts[act.act] = (counts[act.act] ?? 0) + 1
        await world.do(act)
        await compare(queue.db, world.model)
      }
      for (const move of world.model.moves) moves.add(move)
    }),
    { numRuns: 40, examples: [[everyWay]] },
  )
  console.log('model', counts, { moves: moves.size })
  expect(moves.size).toBe(Object.values(jobMoves).flat().length)
})
