import { setTimeout as sleep } from 'node:timers/promises'

/** A process of ours: `ended` resolves when it ends, whoever ended it. */
export type Process = {
  readonly pid: number
  readonly ended: Promise<void>
  readonly stop: () => Promise<void>
  readonly lastWords: () => string
}

export type Kept = { readonly stop: () => Promise<void> }

/**
 * Starts a process and starts it again whenever it ends by itself, at once the first time and then after ever longer
 * pauses. Rejects when it does not start the first time.
 */
export async function keepRunning(
  name: string,
  start: () => Promise<Process>,
  {
    say,
    pauses = [0, 1_000, 2_000, 5_000, 15_000],
    calmMs = 60_000,
  }: {
    readonly say: (line: string) => void
    readonly pauses?: readonly number[]
    /** Having run this long, it is forgiven its earlier ends. */
    readonly calmMs?: number
  },
): Promise<Kept> {
  const stopping = new AbortController()
  let current: Process | undefined = await start()
  const watching = (async () => {
    for (let ends = 0; !stopping.signal.aborted; ) {
      const since = Date.now()
      await current?.ended
      if (stopping.signal.aborted) return
      ends = Date.now() - since > calmMs ? 1 : ends + 1
      const pause = pauses[Math.min(ends, pauses.length) - 1] ?? 0
      say(
        `${name} ended unexpectedly; starting it again${pause > 0 ? ` in ${pause / 1000} s` : ''}.\n${tail(current)}`,
      )
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      current = await start().catch((error: Error) => {
        say(`${name} does not start: ${error.message}`)
        return undefined
      })
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await current?.stop()
      await watching
      await current?.stop()
    },
  }
}

const tail = (ended: Process | undefined) =>
  (ended?.lastWords() ?? '')
    .trimEnd()
    .split('\n')
    .slice(-5)
    .map((line) => `    ${line}`)
    .join('\n')
