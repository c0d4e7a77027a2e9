import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identityOf } from '@shiplap/embedded/identity'

/** Where a small disk is mounted inside a place. */
export const diskIn = (place: string) => join(place, 'disk')

/** A folder of this process. What was left by one that was killed, with the disk that was mounted in it, goes first. */
export function makePlace(): Promise<string> {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^shiplap-faults-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && identityOf(Number(pid)) === undefined) sweep(join(tmpdir(), name))
  }
  return mkdtemp(join(tmpdir(), `shiplap-faults-${process.pid}-`))
}

function sweep(place: string): void {
  spawnSync('umount', ['-l', diskIn(place)])
  try {
    rmSync(place, { recursive: true, force: true })
  } catch {
    // It is another account's, or its PostgreSQL is just ending: the next run comes by again.
  }
}
