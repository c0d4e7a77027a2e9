import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { WebSocket } from 'ws'
import type { Ask } from './servers/server.ts'

type Asking = { readonly port: number; readonly connections: number; readonly forMs: number }

/** Asks on so many connections, each again as soon as it is answered, and counts the answers. */
export async function askFor(ask: Ask, { port, connections, forMs }: Asking): Promise<number> {
  const until = performance.now() + forMs
  const open = ask.socketMessage === undefined ? askOverHttp : askOverSocket
  const counts = await Promise.all(Array.from({ length: connections }, () => open(ask, port, until)))
  return counts.reduce((sum, count) => sum + count, 0)
}

// Written by hand, since a client of Node's costs more than some of the servers that it asks.
async function askOverHttp({ path, headers }: Ask, port: number, until: number): Promise<number> {
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  const question = `GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
  const socket = connect(port, '127.0.0.1').setNoDelay()
  await once(socket, 'connect')
  let count = 0
  const done = answers(socket, () => {
    count++
    if (performance.now() < until) socket.write(question)
    else socket.end()
  })
  socket.write(question)
  await done
  return count
}

function answers(socket: Socket, onAnswer: () => void): Promise<void> {
  let text = ''
  return new Promise((resolve, reject) => {
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const head = text.indexOf('\r\n\r\n')
      if (head < 0) return
      if (!text.startsWith('HTTP/1.1 200')) {
        reject(new Error(text))
        return
      }
      const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1]
      const isWhole =
        length === undefined ? text.endsWith('\r\n0\r\n\r\n') : text.length >= head + 4 + Number(length)
      if (!isWhole) return
      text = ''
      onAnswer()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve())
  })
}

async function askOverSocket(
  { path, headers, socketMessage = '' }: Ask,
  port: number,
  until: number,
): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
  await once(socket, 'open')
  let count = 0
  const closed = new Promise<void>((resolve, reject) => {
    socket.on('close', () => resolve())
    socket.on('message', (text: Buffer) => {
      if (!text.includes('"result"')) reject(new Error(String(text)))
      count++
      if (performance.now() < until) socket.send(socketMessage)
      else socket.terminate()
    })
  })
  socket.send(socketMessage)
  await closed
  return count
}
