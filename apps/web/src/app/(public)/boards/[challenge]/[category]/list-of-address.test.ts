import { expect, test } from 'vitest'
import { addressOfList, listOfAddress } from './list-of-address.ts'

test('an address and the list it asks for say the same', () => {
  const list = {
    assistance: 'agent',
    standing: 'provisional',
    window: '2026-11',
    stack: 'c++',
    evidence: 'checked',
  } as const
  const query = Object.fromEntries(new URLSearchParams(addressOfList(list)))
  expect(listOfAddress(query)).toEqual(list)
})

test('what an address says wrongly counts as not said', () => {
  const list = listOfAddress({ assist: 'robots', window: 'soon', stack: ['a', 'b'], standing: '' })
  expect(addressOfList(list)).toBe('?')
})
