import { writeSync } from 'node:fs'
import type { Duplex } from 'node:stream'

/**
 * Writes to what carries a socket. Where nothing waits there, the kernel gets the bytes in this call: the stream's own way
 * to it makes an object for each write and keeps books on it, a tenth of what a message to a thousand readers takes.
 * Whatever the kernel does not take goes the stream's way, and so does each error.
 */
export function writeNow(wire: Duplex, bytes: Buffer): void {
  const fd = wire.writableLength === 0 ? plainSocket(wire) : undefined
  const written = fd === undefined ? 0 : handOver(fd, bytes)
  if (written < bytes.length) wire.write(written === 0 ? bytes : bytes.subarray(written))
}

/** The descriptor of a plain socket that is open; undefined for others, through which bytes go changed, or by other means. */
function plainSocket(wire: Duplex): number | undefined {
  const { _handle: handle, encrypted = false }: Carrying = wire
  const fd = encrypted ? undefined : handle?.fd
  return fd !== undefined && fd >= 0 ? fd : undefined
}
/** Not in Node's types: the handle is there while a socket is open, and on Windows it has no descriptor. */
type Carrying = Duplex & { readonly _handle?: { readonly fd?: number } | null; readonly encrypted?: boolean }

function handOver(fd: number, bytes: Buffer): number {
  try {
    return writeSync(fd, bytes)
  } catch {
    // Full, or broken, which the stream will find as well.
    return 0
  }
}
