import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Options } from './options.ts'
import type { PartName } from './parts.ts'
import type { Row } from './row.ts'
import type { Detail } from './scenario.ts'

const script = fileURLToPath(new URL('part-process.ts', import.meta.url))
const patienceMs = 240_000

type Told = { readonly row?: Row; readonly detail?: Detail; readonly tookMs?: number }

/** Runs one part in a process of its own, for four minutes at the most, and hands over each row as it comes. */
export async function runPart(
  name: PartName,
  options: Options,
  onRow: (row: Row) => void,
): Promise<{ readonly isWhole: boolean; readonly detail?: Detail }> {
  const child = fork(script, [name, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let isWhole = false
  let detail: Detail | undefined
  child.on('message', (told: Told) => {
    if (told.row !== undefined) onRow(told.row)
    if (told.detail !== undefined) detail = told.detail
    if (told.tookMs !== undefined) isWhole = true
  })
  const timer = setTimeout(() => child.disconnect(), patienceMs)
  await once(child, 'exit')
  clearTimeout(timer)
  return detail === undefined ? { isWhole } : { isWhole, detail }
}
