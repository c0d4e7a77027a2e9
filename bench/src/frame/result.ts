import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inOrder, type Kept, keepRows } from './kept.ts'
import { withTables } from './page.ts'
import type { PartResult } from './part-result.ts'

export type Result = { readonly at: string; readonly machine: string; readonly parts: readonly PartResult[] }

const root = new URL('../../../', import.meta.url)
const keptFile = new URL('docs/bench.json', root)
const page = new URL('docs/bench.md', root)

/** Writes a run's result and returns where. */
export async function writeResult(result: Result): Promise<string> {
  const folder = new URL('bench/results/', root)
  await mkdir(folder, { recursive: true })
  const file = new URL(`${result.at.replaceAll(':', '-')}.json`, folder)
  await writeFile(file, textOf(result))
  return relative(process.cwd(), fileURLToPath(file))
}

/** Puts the rows into docs/bench.json, each in the place of what was kept of it, and makes the tables of docs/bench.md anew. */
export async function keepResult(result: PartResult): Promise<void> {
  await writeFile(keptFile, textOf(inOrder(keepRows(await readKept(), result))))
  await drawKept()
}

/** Makes the tables of docs/bench.md anew from docs/bench.json. */
export async function drawKept(): Promise<void> {
  await writeFile(page, withTables(await readFile(page, 'utf8'), await readKept()))
}

async function readKept(): Promise<readonly Kept[]> {
  return JSON.parse(await readFile(keptFile, 'utf8').catch(() => '[]'))
}

// Infinity ("did not get there") is null in JSON.
const textOf = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
