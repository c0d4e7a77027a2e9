import { openRawSocket, type RawSocket } from './raw-socket.ts'

/** How a contender is joined: its address, what a client says first, and what it hears once it is in the room. */
export type Dialect = {
  readonly path: string
  readonly hello: string | null
  readonly welcome: string | null
}

/** What every message holds, so that it is told from everything else that is sent. */
export const marker = 'a message of the usual length, as people write it in a room, at '
const markerBytes = Buffer.from(marker)

/** Many clients in one room, who count what they are given. */
export type Crowd = {
  readonly delivered: () => number
  /** Resolves once so many messages were delivered in all; rejects when none comes for five seconds. */
  readonly reaches: (count: number) => Promise<void>
  /** Forgets what was counted and begins to note how long each message took. */
  readonly time: () => Float64Array
  readonly close: () => void
}

export async function openCrowd({
  ports,
  clients,
  dialect,
}: {
  /** Clients are spread over them evenly. */
  readonly ports: readonly number[]
  readonly clients: number
  readonly dialect: Dialect
}): Promise<Crowd> {
  let delivered = 0
  let tookMs: Float64Array | null = null
  const note = (bytes: Buffer, start: number, end: number) => {
    const at = bytes.indexOf(markerBytes, start)
    if (at < 0 || at >= end) return
    if (tookMs !== null && delivered < tookMs.length)
      tookMs[delivered] = clockMs() - readStamp(bytes, at + marker.length)
    delivered++
  }
  const sockets: RawSocket[] = []
  // A hundred at a time: a server's queue of connections has an end.
  for (let from = 0; from < clients; from += 100)
    sockets.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(100, clients - from) }, (_, n) =>
          join(
            { port: ports[(from + n) % ports.length] as number, from: addressOf(from + n) },
            dialect,
            note,
          ),
        ),
      )),
    )
  return {
    delivered: () => delivered,
    async reaches(count) {
      let before = -1
      for (let looks = 1; delivered < count; looks++) {
        await new Promise((resolve) => setTimeout(resolve, 20))
        if (looks % 250 !== 0) continue
        if (before === delivered) throw new Error(`${delivered} of ${count} messages came`)
        before = delivered
      }
    },
    time() {
      delivered = 0
      tookMs = new Float64Array(1_000_000)
      return tookMs
    },
    close() {
      for (const socket of sockets) socket.close()
    },
  }
}

/** A server may limit what one address opens. */
const addressOf = (client: number) => `127.0.0.${2 + Math.floor(client / 1_000)}`

async function join(
  { port, from }: { readonly port: number; readonly from: string },
  { path, hello, welcome }: Dialect,
  note: (bytes: Buffer, start: number, end: number) => void,
): Promise<RawSocket> {
  const { promise: isIn, resolve } = Promise.withResolvers<void>()
  let hear = (bytes: Buffer, start: number, end: number) => {
    if (welcome === null || !bytes.toString('latin1', start, end).includes(welcome)) return
    hear = note
    resolve()
  }
  if (welcome === null) {
    hear = note
    resolve()
  }
  const socket = await openRawSocket({ port, path, from }, (...text) => hear(...text))
  if (hello !== null) socket.send(hello)
  await isIn
  return socket
}

/** The machine's clock that never steps, the same in every process. */
export const clockMs = () => performance.now() + beganMs
const beganMs = Number(process.hrtime.bigint()) / 1e6 - performance.now()

const stampLength = 16
/** The moment at which a message was said, in microseconds, as `marker` is followed by it. */
export const stamp = () =>
  Math.round(clockMs() * 1_000)
    .toString()
    .padStart(stampLength, '0')

/** In milliseconds. Digit by digit: a text for each would cost as much as the rest of the reading. */
function readStamp(bytes: Buffer, from: number): number {
  let us = 0
  for (let at = from; at < from + stampLength; at++) us = us * 10 + ((bytes[at] as number) - 48)
  return us / 1_000
}
