import { statfs } from 'node:fs/promises'
import type { Finding } from './finding.ts'

export async function checkSpace(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder)
  const freeMb = Math.floor((bavail * bsize) / 1024 ** 2)
  return {
    what: 'Disk',
    found: `${freeMb} MB free in ${folder}`,
    ...(freeMb < 1_024 && { todo: 'Make room: a full disk stops every write.' }),
  }
}
