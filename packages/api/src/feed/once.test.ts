import { expect, test } from 'vitest'
import { once } from './once.ts'

/** Something that takes until it is let go, counted. */
function anAct() {
  const runs: PromiseWithResolvers<void>[] = []
  const act = once(() => {
    const run = Promise.withResolvers<void>()
    runs.push(run)
    return run.promise
  })
  return { act, runs }
}
/** Lets everything happen that waits for nothing else. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('who asks while it runs shares the running one, and who asks afterwards has it run again', async () => {
  const { act, runs } = anAct()
  const both = [act(), act()]
  expect(runs).toHaveLength(1)
  runs[0]?.resolve()
  await Promise.all(both)
  void act()
  expect(runs).toHaveLength(2)
})

test('who asks for it afresh while it runs waits for one that starts after it, and shares that with others', async () => {
  const { act, runs } = anAct()
  void act()
  const ended: string[] = []
  const waiting = ['one', 'two'].map((who) => act.afresh().then(() => ended.push(who)))
  await turn()
  expect(runs).toHaveLength(1)
  runs[0]?.resolve()
  await turn()
  expect(runs).toHaveLength(2)
  expect(ended).toEqual([])
  runs[1]?.resolve()
  await Promise.all(waiting)
  expect(ended).toEqual(['one', 'two'])
  await turn()
  expect(runs).toHaveLength(2)
})

test('where nothing runs, afresh begins at once', () => {
  const { act, runs } = anAct()
  void act.afresh()
  expect(runs).toHaveLength(1)
})

test('who asks afresh once the fresh one has begun waits for yet another', async () => {
  const { act, runs } = anAct()
  void act()
  void act.afresh()
  runs[0]?.resolve()
  await turn()
  void act.afresh()
  expect(runs).toHaveLength(2)
  runs[1]?.resolve()
  await turn()
  expect(runs).toHaveLength(3)
})

test('a failure is told to those who shared it, and keeps nobody from the next', async () => {
  const { act, runs } = anAct()
  const both = [act(), act()].map((each) => expect(each).rejects.toThrow('no luck'))
  const afresh = act.afresh()
  runs[0]?.reject(new Error('no luck'))
  await Promise.all(both)
  await turn()
  expect(runs).toHaveLength(2)
  runs[1]?.resolve()
  await afresh
})
