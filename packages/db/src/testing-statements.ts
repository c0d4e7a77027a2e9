import { connect, createServer, type Socket } from 'node:net'

/** A way to PostgreSQL on which one hears what is asked. */
export type StatementTap = {
  /** Leads to the same database, past the tap. */
  readonly url: string
  /** The text of each statement that was sent, in order. */
  readonly heard: string[]
  readonly close: () => Promise<void>
}

/**
 * Stands between a process under test and its database, and writes down the statements that pass. A connection is lost
 * with a statement at which `endsAt` says so.
 */
export async function tapStatements(
  databaseUrl: string,
  endsAt: (text: string) => boolean = () => false,
): Promise<StatementTap> {
  const { hostname, port } = new URL(databaseUrl)
  const heard: string[] = []
  const open = new Set<Socket>()
  const server = createServer((from) => {
    const to = connect(Number(port), hostname)
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => open.delete(one))
    }
    const read = statementsIn((text) => {
      heard.push(text)
      if (endsAt(text)) for (const socket of [from, to]) socket.destroy()
    })
    from.on('data', read)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${(server.address() as { port: number }).port}` // listens on a port
  return {
    url: url.href,
    heard,
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Reads a client's side of the protocol: a start-up packet without a type, then packets of type, length and body. */
function statementsIn(hear: (text: string) => void): (chunk: Buffer) => void {
  let left: Buffer = Buffer.alloc(0)
  let started = false
  return (chunk) => {
    left = Buffer.concat([left, chunk])
    for (;;) {
      const head = started ? 1 : 0
      if (left.length < head + 4 || left.length < head + left.readUInt32BE(head)) return
      const packet = left.subarray(0, head + left.readUInt32BE(head))
      left = left.subarray(packet.length)
      const type = started ? String.fromCharCode(packet[0] ?? 0) : ''
      started = true
      // Parse: the name of the statement, then its text. Query: the text.
      const texts = packet.subarray(5).toString('utf8').split('\0')
      if (type === 'P') hear(texts[1] ?? '')
      if (type === 'Q') hear(texts[0] ?? '')
    }
  }
}
