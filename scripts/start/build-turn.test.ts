import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inTurn } from './build-turn.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shiplap-turn-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('who comes while another is at it waits for the end, also where that fails', async () => {
  const file = join(folder, 'lock')
  const order: string[] = []
  const begun = Promise.withResolvers<void>()
  const first = inTurn(file, async () => {
    begun.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    order.push('first')
    throw new Error('no luck')
  })
  await begun.promise
  const second = inTurn(file, async () => {
    order.push('second')
    return 'done'
  })
  await expect(first).rejects.toThrow('no luck')
  expect(await second).toBe('done')
  expect(order).toEqual(['first', 'second'])
  expect(readdirSync(folder)).toEqual([])
})
