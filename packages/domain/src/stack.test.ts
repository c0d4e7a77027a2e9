import { expect, test } from 'vitest'
import { parseStack } from './stack.ts'

test('a stack is read as people type it', () => {
  expect(parseStack(' Node,  Hono ,node, Ruby on Rails,')).toEqual(['node', 'hono', 'ruby-on-rails'])
  expect(parseStack('')).toEqual([])
})

test('what is no name of a technology, or more than five of them, is not a stack', () => {
  expect(parseStack('node, <script>')).toBeNull()
  expect(parseStack('a, b, c, d, e, f')).toBeNull()
})
