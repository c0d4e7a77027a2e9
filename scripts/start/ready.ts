import { setTimeout as sleep } from 'node:timers/promises'
import { Unable } from './explain.ts'
import type { Process } from './keep-running.ts'
import type { Settings } from './settings.ts'

/** Resolves once the web says that it is ready; stops it and says what is missing when it does not within the time. */
export async function untilReady(
  { port, host }: Pick<Settings, 'port' | 'host'>,
  web: Process,
  withinMs = 60_000,
): Promise<void> {
  const giveUpAt = Date.now() + withinMs
  let ended = false
  void web.ended.then(() => {
    ended = true
  })
  for (let answer = 'no answer'; ; await sleep(50)) {
    try {
      const response = await fetch(`http://${reachable(host)}:${port}/api/ready`)
      if (response.ok) return
      answer = await response.text()
    } catch {
      // It does not listen yet.
    }
    if (ended) throw new Unable(`The web did not start:\n\n${web.lastWords().trimEnd()}`)
    if (Date.now() < giveUpAt) continue
    await web.stop()
    throw new Unable(`The web is not ready after ${withinMs / 1000} s: ${answer}`)
  }
}

/** Where this machine reaches what listens on that address. */
export function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
