import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Options } from './options.ts'
import type { PartResult } from './part-result.ts'
import type { PartName } from './parts.ts'
import type { Row } from './row.ts'
import type { Detail } from './scenario.ts'

const script = fileURLToPath(new URL('part-process.ts', import.meta.url))
const patienceMs = 20 * 60_000
const farewellMs = 10_000

type Told = {
  readonly names?: readonly string[]
  readonly row?: Row
  readonly detail?: Detail
  readonly isWhole?: true
}

/** Runs one part in a process of its own, for twenty minutes at the most, and hands over each row as it comes. */
export async function runPart(
  name: PartName,
  options: Options,
  onRow: (row: Row) => void,
): Promise<PartResult> {
  const child = fork(script, [name, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let told: Omit<Told, 'row'> = {}
  const rows: Row[] = []
  child.on('message', ({ row, ...more }: Told) => {
    told = { ...told, ...more }
    if (row === undefined) return
    rows.push(row)
    onRow(row)
  })
  const ended = once(child, 'exit')
  const timers = [
    setTimeout(() => hangUp(child), patienceMs),
    setTimeout(() => child.kill('SIGKILL'), patienceMs + farewellMs),
  ]
  await ended
  for (const timer of timers) clearTimeout(timer)
  const { names = [], detail, isWhole = false } = told
  return { name, names, isWhole, rows, ...(detail && { detail }) }
}

function hangUp(child: ChildProcess): void {
  if (child.connected) child.disconnect()
}
