import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const mounted = new Set<string>()
process.on('exit', () => {
  for (const folder of mounted) spawnSync('umount', ['-l', folder])
})

/** Small disks that can be filled: file systems in memory, which only root may mount. */
export const disk = {
  whyNot: () =>
    process.getuid?.() === 0 && process.platform === 'linux'
      ? null
      : 'needs root on Linux, for a small disk of its own',

  /** Mounts a disk of so many megabytes and answers its folder. */
  mount(folder: string, megabytes: number): string {
    mkdirSync(folder, { recursive: true })
    const { status, stderr } = spawnSync(
      'mount',
      ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`no disk could be mounted: ${stderr}`)
    mounted.add(folder)
    return folder
  },

  unmount(folder: string): void {
    if (!mounted.delete(folder)) return
    spawnSync('umount', ['-l', folder])
  },

  /** Takes all the space that is left on the disk of `folder`; what it answers gives it back. */
  fill(folder: string): () => void {
    const file = join(folder, 'ballast')
    const { bavail, bsize } = statfsSync(folder)
    writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - 4_096)))
    return () => rmSync(file)
  },
}
