import { readdirSync, readFileSync } from 'node:fs'

const msPerTick = 10
const bytesPerPage = 4_096

/** CPU time that a process and its children have used so far. Linux: fields 14 to 17 of /proc/<pid>/stat. */
export function cpuMsOf(pid: number): number {
  let ticks = 0
  for (const { id, fields } of processes()) {
    const [parent, user = 0, system = 0, childUser = 0, childSystem = 0] = [1, 11, 12, 13, 14].map((index) =>
      Number(fields[index]),
    )
    if (id === pid) ticks += user + system + childUser + childSystem
    else if (parent === pid) ticks += user + system
  }
  return ticks * msPerTick
}

/** Resident memory of one process. */
export function memoryMbOf(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
  return (pages * bytesPerPage) / 1_000_000
}

function* processes(): Generator<{ readonly id: number; readonly fields: readonly string[] }> {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      yield { id: Number(entry), fields: stat.slice(stat.lastIndexOf(')') + 2).split(' ') }
    } catch {
      // It ended while we looked.
    }
  }
}

/** CPU time that a process, all it started and all of those that have ended meanwhile have used so far. */
export function cpuMsUnder(pid: number): number {
  const all = [...processes()]
  const parents = new Map(all.map(({ id, fields }) => [id, Number(fields[1])]))
  const isUnder = (id: number): boolean => {
    if (id === pid) return true
    const parent = parents.get(id)
    return parent !== undefined && isUnder(parent)
  }
  const ticksOf = (fields: readonly string[]) =>
    [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0)
  const ours = all.filter(({ id }) => isUnder(id))
  return ours.reduce((sum, { fields }) => sum + ticksOf(fields), 0) * msPerTick
}

/** The command lines of everything that a process has started, directly or not. */
export function commandsUnder(pid: number): ReadonlyMap<number, string> {
  const parents = new Map([...processes()].map(({ id, fields }) => [id, Number(fields[1])]))
  const isUnder = (id: number): boolean => {
    const parent = parents.get(id)
    return parent !== undefined && (parent === pid || isUnder(parent))
  }
  const commands = new Map<number, string>()
  for (const id of parents.keys()) if (isUnder(id)) commands.set(id, commandOf(id))
  return commands
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}
