import { connect, createServer, type Socket } from 'node:net'

/** The way of one worker to PostgreSQL, which breaks for good at a statement of one's choice. */
export type SeveredWire = {
  readonly url: string
  /** Each statement that was asked, by its name or its text, in order. */
  readonly asked: readonly string[]
  /** Resolves when it has broken. */
  readonly broken: Promise<void>
  /** Lets connections through again. */
  readonly mend: () => void
  readonly close: () => Promise<void>
}

/**
 * `before`: the statement never arrives. `after`: it is carried out, and nobody hears the answer. From then on no byte
 * passes, so that to everybody else the worker is dead.
 */
export type Moment = 'before' | 'after'

export async function severWire(
  databaseUrl: string,
  { at, moment }: { readonly at: string; readonly moment: Moment },
): Promise<SeveredWire> {
  const { hostname, port } = new URL(databaseUrl)
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const broken = Promise.withResolvers<void>()
  let state: 'whole' | 'broken' | 'mended' = 'whole'

  function breakAll(): void {
    state = 'broken'
    for (const socket of sockets) socket.destroy()
    broken.resolve()
  }

  const server = createServer((from) => {
    keep(from)
    // Nobody answers: whoever tries waits until its patience ends.
    if (state === 'broken') return
    const to = connect(Number(port), hostname)
    keep(to)
    from.on('close', () => to.destroy())
    to.on('close', () => from.destroy())
    let isLast = false
    const read = statementsIn((statement) => {
      asked.push(statement)
      isLast ||= state === 'whole' && statement === at
    })
    from.on('data', (chunk) => {
      read(chunk)
      if (isLast && moment === 'before') breakAll()
      else to.write(chunk)
    })
    to.on('data', (chunk) => {
      if (isLast && state === 'whole') breakAll()
      else from.write(chunk)
    })
  })
  function keep(socket: Socket): void {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${(server.address() as { port: number }).port}` // it listens on a port
  return {
    url: url.href,
    asked,
    broken: broken.promise,
    mend() {
      if (state === 'whole') return
      state = 'mended'
      for (const socket of sockets) socket.destroy()
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/**
 * Reads the client's side of the protocol: a start-up packet without a type, then packets of type, length and body. A
 * statement counts when it is to be carried out; one that was prepared before goes by its name alone.
 */
function statementsIn(hear: (statement: string) => void): (chunk: Buffer) => void {
  let left: Buffer = Buffer.alloc(0)
  let hasBegun = false
  let named = ''
  let text = ''
  return (chunk) => {
    left = Buffer.concat([left, chunk])
    for (;;) {
      const head = hasBegun ? 1 : 0
      if (left.length < head + 4 || left.length < head + left.readUInt32BE(head)) return
      const type = hasBegun ? String.fromCharCode(left[0] ?? 0) : ''
      const words = left
        .subarray(head + 4, head + left.readUInt32BE(head))
        .toString('latin1')
        .split('\0')
      left = left.subarray(head + left.readUInt32BE(head))
      hasBegun = true
      if (type === 'P') text = words[1] ?? ''
      if (type === 'B') named = words[1] ?? ''
      if (type === 'E') hear(named || text.trim().replace(/\s+/g, ' ').slice(0, 60))
      if (type === 'Q') hear(words[0] ?? '')
    }
  }
}
