import { spawnSync } from 'node:child_process'

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
  const asked = spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' })
  const parent = Number.parseInt(asked.stdout ?? '', 10)
  return parent > 1 ? parent : undefined
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
