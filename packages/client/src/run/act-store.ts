import { acts } from '@shiplap/domain/run-act'
import type { QueuedAct } from './run-sheet.ts'

/** Where acts wait for the server, so that a reload or a crash of the browser loses none. */
export type ActStore = {
  readonly load: () => readonly QueuedAct[]
  readonly save: (queue: readonly QueuedAct[]) => void
}

/** Keeps the queue of one run under a name of its own. */
export function createActStore(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  runId: string,
): ActStore {
  const name = actStoreName(runId)
  return {
    load() {
      try {
        const parsed: unknown = JSON.parse(storage.getItem(name) ?? '[]')
        return Array.isArray(parsed) ? parsed.filter(isQueuedAct) : []
      } catch {
        // Somebody wrote something else there; it can't be acts of ours.
        return []
      }
    },
    save(queue) {
      try {
        if (queue.length === 0) storage.removeItem(name)
        else storage.setItem(name, JSON.stringify(queue))
      } catch {
        // Storage may be full or forbidden. The acts still travel; only a reload would lose them.
      }
    },
  }
}

export function actStoreName(runId: string): string {
  return `${prefix}${runId}`
}

/** The runs that acts wait for in this browser. */
export function runsWithWaitingActs(storage: Pick<Storage, 'length' | 'key'>): readonly string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
}

const prefix = 'shiplap.acts.'

function isQueuedAct(value: unknown): value is QueuedAct {
  const { key, act, position, madeAt, clientMs } = (value ?? {}) as Record<string, unknown>
  return (
    typeof key === 'string' &&
    acts.some((known) => known === act && known !== 'cancel') &&
    (position === null || Number.isInteger(position)) &&
    Number.isInteger(madeAt) &&
    Number.isInteger(clientMs)
  )
}
