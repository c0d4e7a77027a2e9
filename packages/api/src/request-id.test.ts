import { expect, test } from 'vitest'
import { newRequestId } from './request-id.ts'

test('ten thousand requests have ten thousand names, each fit for a header', () => {
  const ids = Array.from({ length: 10_000 }, newRequestId)
  expect(new Set(ids).size).toBe(10_000)
  for (const id of ids) expect(id).toMatch(/^[\w-]{20}$/)
})
