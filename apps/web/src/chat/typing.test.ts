import { expect, test } from 'vitest'
import { nobodyTypes, withoutStopped, withSaid, withTyping } from './typing.ts'

const names = ({ typing }: typeof nobodyTypes) => [...typing.keys()]

test('who types is shown for some seconds, and no longer once what they typed has come', () => {
  const two = withTyping(nobodyTypes, ['ada', 'bob'], 0)
  expect(names(withoutStopped(two, 3_000))).toEqual(['ada', 'bob'])
  expect(names(withSaid(two, 'ada', 100))).toEqual(['bob'])
  expect(names(withoutStopped(two, 4_001))).toEqual([])
})

test('that somebody types is no news when what they typed came before it', () => {
  const said = withSaid(nobodyTypes, 'ada', 0)
  expect(names(withTyping(said, ['ada', 'bob'], 1_000))).toEqual(['bob'])
  expect(names(withTyping(said, ['ada'], 3_000))).toEqual(['ada'])
})
