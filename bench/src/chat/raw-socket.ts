import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/**
 * A WebSocket that looks at frames as they lie in the bytes: so cheap that one core takes what no server on another core
 * can send, and what is measured is the server.
 */
export type RawSocket = {
  readonly send: (text: string) => void
  readonly close: () => void
}

/** Gets the bytes that hold a text message and where it begins and ends in them. */
export type OnText = (bytes: Buffer, start: number, end: number) => void

export function openRawSocket(
  { port, path, from }: { readonly port: number; readonly path: string; readonly from: string },
  onText: OnText,
): Promise<RawSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<RawSocket>()
  let rest: Buffer = nothing
  let isOpen = false
  const socket = connect({
    port,
    host: '127.0.0.1',
    localAddress: from,
    onread: {
      buffer: shared,
      callback(count) {
        hear(shared.subarray(0, count))
        return true
      },
    },
  })
  socket.on('error', reject)
  socket.on('close', () => reject(new Error('the server hung up')))
  socket.on('connect', () => socket.write(upgrade(path, port)))
  function hear(chunk: Buffer): void {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    if (!isOpen) {
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) {
        rest = Buffer.from(bytes)
        return
      }
      if (!bytes.toString('latin1', 0, 12).includes('101')) return void socket.destroy()
      isOpen = true
      bytes = bytes.subarray(end + 4)
      resolve({ send: (text) => send(socket, text), close: () => void socket.destroy() })
    }
    const read = readFrames(bytes, onText)
    rest = read === bytes.length ? nothing : Buffer.from(bytes.subarray(read))
  }
  return promise
}

const nothing = Buffer.alloc(0)
/** Read into by all, one after the other: new bytes for each read would have the reader collect garbage while it is timed. */
const shared = Buffer.alloc(65_536)

const upgrade = (path: string, port: number) =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    '\r\n',
  ].join('\r\n')

/** Hands over every whole text frame and answers where the first one that is not whole begins. */
function readFrames(bytes: Buffer, onText: OnText): number {
  let at = 0
  for (;;) {
    if (bytes.length - at < 2) return at
    const short = (bytes[at + 1] as number) & 0x7f
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    if (bytes.length - at < head) return at
    const length =
      head === 2 ? short : head === 4 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
    const start = at + head
    if (bytes.length - start < length) return at
    if (((bytes[at] as number) & 0x0f) === 1) onText(bytes, start, start + length)
    at = start + length
  }
}

/** A client's frames are masked; by zeros, which leaves them as they are. */
function send(socket: Socket, text: string): void {
  const body = Buffer.from(text)
  const head = body.length < 126 ? Buffer.alloc(6) : Buffer.alloc(8)
  head[0] = 0x81
  head[1] = 0x80 | Math.min(body.length, 126)
  if (body.length >= 126) head.writeUInt16BE(body.length, 2)
  socket.write(Buffer.concat([head, body]))
}
