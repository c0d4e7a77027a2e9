import { connect } from 'node:net'
import { Unable } from './explain.ts'

/** @throws Unable when nobody listens where this setting points; never tells the password in it. Of several places, one is enough. */
export async function requireReachable(setting: string, urls: string, withinMs = 3_000): Promise<void> {
  const tries = await Promise.allSettled(urls.split(',').map((url) => reach(setting, url, withinMs)))
  const [first] = tries
  if (first?.status === 'rejected' && tries.every(({ status }) => status === 'rejected')) throw first.reason
}

async function reach(setting: string, url: string, withinMs: number): Promise<void> {
  const { hostname, port, protocol } = new URL(url)
  const at = Number(port) || (protocol.startsWith('postgres') ? 5432 : 6379)
  const host = hostname.replace(/^\[|\]$/g, '')
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host, port: at, timeout: withinMs })
    const refuse = (why: string) => {
      socket.destroy()
      reject(
        new Unable(`${setting} points to ${host}:${at}, and nobody answers there: ${why}.
Start it, mend the setting, or leave ${setting} out to have Shiplap start its own.`),
      )
    }
    socket.once('connect', () => resolve(void socket.destroy()))
    socket.once('timeout', () => refuse(`no connection within ${withinMs / 1000} s`))
    socket.once('error', (error: NodeJS.ErrnoException) => refuse(error.code ?? error.message))
  })
}
