import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cases } from '@shiplap/faults/cases'
import { expect, test } from 'vitest'
import { root } from '../start/root.ts'
import { breaks } from './breaks.ts'

test.each(breaks)('what breaks so that $what is still there to be broken', ({ file, from, under }) => {
  expect(readFileSync(join(root, file), 'utf8').split(from)).toHaveLength(2)
  expect(cases.map(({ name }) => name)).toContain(under)
})
