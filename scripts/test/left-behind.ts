import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Names what is still there of a run of the tests: files in its scratch folder, and processes started under it. */
export function leftBehind(scratch: string): readonly string[] {
  return [
    ...readdirSync(scratch).map((name) => `file ${name}`),
    ...processesOf(scratch).map(({ pid, command }) => `process ${pid}: ${command}`),
  ]
}

export type Found = { readonly pid: number; readonly command: string }

/** Processes that were told of this folder: by their environment, their arguments, or as the place they work in. */
export function processesOf(folder: string): readonly Found[] {
  if (!existsSync('/proc/self/environ')) return [] // only Linux tells
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      const command = read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
        .replaceAll('\0', ' ')
        .trim()
      const told = [
        command,
        read(() => readFileSync(`/proc/${pid}/environ`, 'utf8')),
        read(() => readlinkSync(`/proc/${pid}/cwd`)),
      ]
      const isZombie = command === ''
      return !isZombie && told.some((text) => text.includes(folder)) ? [{ pid: Number(pid), command }] : []
    })
}

/** What a process of somebody else's does not tell is nothing of ours. */
function read(from: () => string): string {
  try {
    return from()
  } catch {
    return ''
  }
}
