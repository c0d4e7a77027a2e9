import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export type LogFile = { readonly path: string; readonly write: (chunk: Uint8Array) => void }

/** A file that lines are added to; past `maxBytes` it is set aside as `.1`, in place of the one before. */
export function openLogFile(path: string, maxBytes = 20_000_000): LogFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  let size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return {
    path,
    write(chunk) {
      if (size > maxBytes) {
        renameSync(path, `${path}.1`)
        size = 0
      }
      appendFileSync(path, chunk, { mode: 0o600 })
      size += chunk.byteLength
    },
  }
}
