import { once } from 'node:events'
import { createServer } from 'node:net'
import { Unable } from './explain.ts'

/** @throws Unable with the setting that changes it when nothing can listen on this port. */
export async function requireFreePort({
  port,
  host,
}: {
  readonly port: number
  readonly host: string
}): Promise<void> {
  const probe = createServer()
  try {
    probe.listen(port, host)
    await once(probe, 'listening')
  } catch (error) {
    throw new Unable(explanations[(error as NodeJS.ErrnoException).code ?? '']?.(port, host) ?? String(error))
  } finally {
    probe.close()
  }
}

const explanations: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port) =>
    `Port ${port} is in use by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
  EACCES: (port) =>
    `This account may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start, with a proxy in front.`,
  EADDRNOTAVAIL: (_, host) => `This machine has no address ${host}. HOST names the address to listen on.`,
  ENOTFOUND: (_, host) => `HOST=${host} is no address of this machine. HOST names the address to listen on.`,
}
