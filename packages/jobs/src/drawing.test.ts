import { readFile } from 'node:fs/promises'
import { jobMoves, jobStates } from '@shiplap/domain/job'
import { expect, test } from 'vitest'

test('the drawing of the states in docs/queue.md is what the code allows', async () => {
  const text = await readFile(new URL('../../../docs/queue.md', import.meta.url), 'utf8')
  const drawing = /```mermaid\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
  const drawn = [...drawing.matchAll(/^ {2}(\w+) --> (\w+)/gm)].map(([, from, to]) => `${from} --> ${to}`)
  const allowed = jobStates.flatMap((from) => jobMoves[from].map((to) => `${from} --> ${to}`))
  expect(drawn.toSorted()).toEqual(allowed.toSorted())
})
