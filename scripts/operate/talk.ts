import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** Says something to a server and answers what it said until it hung up; null listens to nothing and hangs up at once. */
export function talk({
  host,
  port,
  say,
  tls = false,
}: {
  readonly host: string
  readonly port: number
  readonly say: string | null
  readonly tls?: boolean
}): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const begin = () => void (say === null ? socket.end() : socket.write(say))
    const socket = tls ? connectTls({ host, port, servername: host }, begin) : connect({ host, port }, begin)
    socket.setTimeout(2_000)
    socket.on('data', (chunk) => {
      said += chunk
    })
    socket.once('timeout', () => socket.destroy(new Error('no answer within 2 s')))
    socket.once('error', reject)
    socket.once('close', () => resolve(said))
  })
}
