import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Calls `ended` once when the process that started us is gone. npm dies without passing every signal on, and SIGKILL
 * can't be passed on at all; whoever ends npm means to end us. Between npm and us may stand a shell that lives on.
 *
 * @param {() => void} ended
 */
export function onParentEnd(ended) {
  const parent = process.ppid
  const npm = process.env.npm_lifecycle_event === undefined ? undefined : parentOf(parent)
  const watch = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || isAlive(npm))) return
    clearInterval(watch)
    ended()
  }, 500)
  watch.unref()
}

/** @param {number} pid */
function parentOf(pid) {
  const parent = Number.parseInt(fromProc(pid) ?? fromPs(pid), 10)
  return parent > 1 ? parent : undefined
}

// Bare images of Linux have no ps, other systems no /proc.
/** @param {number} pid */
function fromProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
  } catch {
    return undefined
  }
}

/** @param {number} pid */
function fromPs(pid) {
  return spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}
