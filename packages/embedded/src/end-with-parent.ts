import { type ChildProcess, spawn } from 'node:child_process'
import type { Socket } from 'node:net'

/**
 * Sees to it that `child` ends soon after us, even when we are killed and can do nothing any more: a small shell waits
 * on a pipe that only we hold, and the system closes it with us. Asks with `signal`, insists after ten seconds.
 */
export function endWithParent(child: ChildProcess, signal: NodeJS.Signals): void {
  const guard = spawn('sh', ['-c', waitThenEnd, signal.replace('SIG', ''), String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  })
  guard.on('error', () => {}) // no shell on this system: the child is then found and ended by the next start
  guard.stdin.on('error', () => {})
  guard.unref()
  ;(guard.stdin as Socket).unref() // the pipe of a child process is a socket
  child.once('exit', () => guard.kill('SIGKILL'))
}

const waitThenEnd = `
trap '' INT TERM HUP
read -r _
kill -s "$0" "$1" || exit
for _ in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 "$1" || exit; done
kill -s KILL "$1"`
