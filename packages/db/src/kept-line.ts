import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '@shiplap/runtime/log'
import type { Line } from './line.ts'

/** A line that is opened again whenever it breaks. */
export type KeptLine = {
  /** The open line; waits while there is none. Rejects once the line is closed for good. */
  readonly open: () => Promise<Line>
  readonly close: () => Promise<void>
}

/**
 * Keeps a line open: one loop, so that however a line breaks there is one attempt to open it under way. `prepare` runs on
 * each new line before anybody else gets it.
 */
export function keepLine({
  connect,
  prepare,
  log,
}: {
  readonly connect: () => Promise<Line>
  readonly prepare: (line: Line) => Promise<void>
  readonly log: Log
}): KeptLine {
  const closing = new AbortController()
  let next = Promise.withResolvers<Line>()
  const ended = keep()

  async function keep(): Promise<void> {
    for (let failures = 0; !closing.signal.aborted; failures++) {
      const line = await openPrepared().catch((error: unknown) => {
        log.debug({ err: error, failures }, 'postgres line not open')
        return undefined
      })
      if (line !== undefined) {
        failures = 0
        next.resolve(line)
        await Promise.race([line.lost, aborted(closing.signal)])
        if (closing.signal.aborted) await line.close()
        next = Promise.withResolvers<Line>()
      }
      const wait = Math.min(500, 20 * 2 ** failures) * (0.5 + Math.random() / 2)
      await delay(wait, undefined, { signal: closing.signal }).catch(() => {})
    }
    next.promise.catch(() => {})
    next.reject(new LineClosed('the line is closed'))
  }

  async function openPrepared(): Promise<Line> {
    const line = await connect()
    try {
      await prepare(line)
      return line
    } catch (error) {
      await line.close()
      throw error
    }
  }

  return {
    open: () => next.promise,
    async close() {
      closing.abort()
      await ended
    },
  }
}

/** What waiting for a line ends with when nobody will open it again. */
export class LineClosed extends Error {
  override readonly name = 'LineClosed'
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
