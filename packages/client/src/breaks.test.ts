import { expect, test } from 'vitest'
import { breaksBetween } from '../scripts/breaks.ts'

type Act = { readonly kind?: string; readonly input?: string; readonly output?: string }
const usual = {
  kind: 'Mutation',
  input: '{ readonly runId: string; readonly at?: { readonly ms: number } }',
  output: '{ readonly state: "a" | "b"; readonly ms: number | null }',
}
const contract = (acts: Readonly<Record<string, Act>>) => {
  const lines = Object.entries(acts).map(([name, act]) => {
    const { kind, input, output } = { ...usual, ...act }
    return `    ${name}: TRPC${kind}Procedure<{ input: ${input}; output: ${output}; meta: object }>`
  })
  return `import type { TRPCQueryProcedure } from '@trpc/server'
type Procedures = {\n  run: {\n${lines.join('\n')}\n  }\n}\nexport type Inputs = Procedures`
}
const changed = {
  kind: { kind: 'Query' },
  must: { input: '{ readonly runId: string; readonly must: string }' },
  lost: { input: '{ readonly runId: string }' },
  inner: { input: '{ readonly runId: string; readonly at?: {} }' },
  unsaid: { output: '{ readonly state: "a" | "b" }' },
  other: { output: '{ readonly state: "a" | "c"; readonly ms: number }' },
}

test('a contract that only grew breaks no client', () => {
  const input =
    '{ readonly runId: string | number; readonly at?: { readonly ms: number; readonly zone?: string }; readonly note?: string }'
  const output = '{ readonly state: "a"; readonly ms: number; readonly more: string }'
  const later = contract({ split: { input, output }, same: {}, added: {} })
  expect(breaksBetween({ earlier: contract({ split: {}, same: {} }), later })).toEqual([])
})

test('what a client would miss is told, by name', () => {
  const names = ['gone', ...Object.keys(changed)]
  const earlier = contract(Object.fromEntries(names.map((name) => [name, {}])))
  expect(breaksBetween({ earlier, later: contract(changed) })).toEqual([
    'run.gone is gone',
    'run.kind was a mutation and is a query',
    'run.must no longer takes what it took',
    'run.lost takes no at',
    'run.inner takes no at.ms',
    'run.unsaid no longer answers what it answered',
    'run.other no longer answers what it answered',
  ])
})
