import { createLog } from '@shiplap/runtime/log'
import { createTestApi } from '../testing.ts'

/** A world whose log is kept, so that it can be searched for what must not stand there. */
export async function createListenedApi() {
  const lines: string[] = []
  const log = createLog({ name: 'hostile', level: 'debug', write: (line) => lines.push(line) })
  const world = await createTestApi({ settings: { trustedProxies: 1 }, log })
  return {
    ...world,
    /** Which of these secrets stand in the log, and how long that is. */
    toldOf(secrets: readonly string[]) {
      const all = lines.join('')
      return { lines: lines.length, told: secrets.filter((secret) => secret !== '' && all.includes(secret)) }
    },
  }
}

export type ListenedApi = Awaited<ReturnType<typeof createListenedApi>>
