import { expect, test } from 'vitest'
import { actStoreName, createActStore, runsWithWaitingActs } from './act-store.ts'
import type { QueuedAct } from './run-sheet.ts'

/** What a browser keeps, as far as a store asks for it. */
function aStorage(most = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>()
  return {
    kept,
    get length() {
      return kept.size
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (name: string) => kept.get(name) ?? null,
    removeItem: (name: string) => void kept.delete(name),
    setItem(name: string, value: string) {
      if (value.length > most) throw new DOMException('full', 'QuotaExceededError')
      kept.set(name, value)
    },
  }
}
const split: QueuedAct = { key: 'k1', act: 'split', position: 1, madeAt: 1_000, clientMs: 900 }
const pause: QueuedAct = { key: 'k2', act: 'pause', position: null, madeAt: 2_000, clientMs: 1_900 }

test('acts that wait outlive the page, in their order, for their own run', () => {
  const storage = aStorage()
  createActStore(storage, 'one').save([split, pause])
  expect(createActStore(storage, 'one').load()).toEqual([split, pause])
  expect(createActStore(storage, 'other').load()).toEqual([])
  expect(runsWithWaitingActs(storage)).toEqual(['one'])
})

test('a run whose acts have all arrived leaves nothing behind', () => {
  const storage = aStorage()
  const store = createActStore(storage, 'one')
  store.save([split])
  storage.setItem('somebody else’s', '1')
  store.save([])
  expect([...storage.kept.keys()]).toEqual(['somebody else’s'])
  expect(runsWithWaitingActs(storage)).toEqual([])
})

test('what was never an act of ours is not sent: whoever wrote it there, the good ones still travel', () => {
  const storage = aStorage()
  const strange = [
    null,
    7,
    'split',
    {},
    { ...split, key: 7 },
    { ...split, act: 'cancel' },
    { ...split, act: 'win' },
    { ...split, position: 1.5 },
    { ...split, position: '1' },
    { ...split, madeAt: null },
    { ...split, clientMs: '900' },
  ]
  storage.setItem(actStoreName('one'), JSON.stringify([...strange, split]))
  expect(createActStore(storage, 'one').load()).toEqual([split])
  for (const junk of ['', '{', '{"key":"k1"}', 'null', '7']) {
    storage.setItem(actStoreName('one'), junk)
    expect(createActStore(storage, 'one').load(), junk).toEqual([])
  }
})

test('a browser that keeps nothing stops nobody: the act goes on without its copy', () => {
  const store = createActStore(aStorage(10), 'one')
  expect(() => store.save([split])).not.toThrow()
  expect(store.load()).toEqual([])
  const forbidden = () => {
    throw new DOMException('no', 'SecurityError')
  }
  const none = createActStore({ getItem: forbidden, setItem: forbidden, removeItem: forbidden }, 'one')
  expect(none.load()).toEqual([])
  expect(() => none.save([])).not.toThrow()
})
