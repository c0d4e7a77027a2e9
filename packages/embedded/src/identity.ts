import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/**
 * What tells this process from a later one with the same number; undefined when no such process runs.
 * A process that has ended and only waits to be collected counts as gone.
 */
export function identityOf(pid: number): string | undefined {
  return existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid)
}

/** The name of the program that a running process is; undefined when no such process runs. */
export function programOf(pid: number): string | undefined {
  if (identityOf(pid) === undefined) return undefined
  if (existsSync('/proc/self/stat')) return read(`/proc/${pid}/comm`)?.trim()
  return ps('comm=', pid).split('/').at(-1)
}

function fromProc(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  // The name stands in brackets and may hold anything; what follows it are fields 3 (state) to 22 (start) and beyond.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (state === 'Z' || state === 'X') return undefined
  return `${read('/proc/sys/kernel/random/boot_id')?.trim() ?? ''}:${fields[18]}`
}

function fromPs(pid: number): string | undefined {
  const [state, ...started] = ps('stat=,lstart=', pid).split(/\s+/)
  return state === undefined || state === '' || state.startsWith('Z') ? undefined : started.join(' ')
}

function ps(columns: string, pid: number): string {
  const asked = spawnSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8' })
  return asked.error === undefined ? asked.stdout.trim() : ''
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
