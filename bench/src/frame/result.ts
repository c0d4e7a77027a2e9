import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Row } from './row.ts'
import type { Detail } from './scenario.ts'
import { drawn, tableOf } from './table.ts'

/** What a part gave, when, and where. */
export type PartResult = {
  readonly name: string
  readonly at: string
  readonly machine: string
  readonly isWhole: boolean
  readonly share: number
  readonly rounds: number
  readonly rows: readonly Row[]
  readonly detail?: Detail
}
export type Result = { readonly at: string; readonly parts: readonly PartResult[] }

const root = new URL('../../../', import.meta.url)
const kept = new URL('docs/bench.json', root)
const page = new URL('docs/bench.md', root)

/** Writes a run's result and returns where. */
export async function writeResult(result: Result): Promise<string> {
  const folder = new URL('bench/results/', root)
  await mkdir(folder, { recursive: true })
  const file = new URL(`${result.at.replaceAll(':', '-')}.json`, folder)
  await writeFile(file, textOf(result))
  return relative(process.cwd(), fileURLToPath(file))
}

/** Puts these parts in the place of what was kept of them, and makes the generated part of docs/bench.md anew. */
export async function keepResult(parts: readonly PartResult[]): Promise<void> {
  const before = JSON.parse(await readFile(kept, 'utf8').catch(() => '[]')) as readonly PartResult[]
  const all = new Map([...before, ...parts].map((part) => [part.name, part]))
  await writeFile(kept, textOf([...all.values()]))
  const text = await readFile(page, 'utf8')
  await writeFile(page, withGenerated(text, [...all.values()]))
}

const begin = '<!-- made by "npm run bench -- --keep" from bench.json: begin -->'
const end = '<!-- made by "npm run bench -- --keep" from bench.json: end -->'

function withGenerated(text: string, parts: readonly PartResult[]): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error('docs/bench.md has lost the marks of its generated part')
  const times = parts.map(
    ({ name, at, machine, rounds, share }) =>
      `- ${name}: ${at.slice(0, 16).replace('T', ' ')} UTC, medians of ${rounds}${share === 1 ? '' : `, ${share} of the work`}; ${machine}`,
  )
  const details = parts.flatMap(({ detail }) =>
    detail === undefined ? [] : [drawn(detail.head, detail.rows)],
  )
  const made = [tableOf(parts.flatMap(({ rows }) => rows)), times.join('\n'), ...details].join('\n\n')
  return `${text.slice(0, from)}${begin}\n\n${made}\n\n${text.slice(to)}`
}

// Infinity ("did not get there") is null in JSON.
const textOf = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
