import type { HotCopies } from '@shiplap/redis/hot-copies'
import { type AccountWatch, copyMs } from './account-watch.ts'
import { createShortMemory } from './short-memory.ts'

/** Copies of what PostgreSQL says of accounts and sessions: some in this process, more in Redis. */
export type Copies = {
  /** The copy under `key`; null when there is none, or when it could be older than a change of the account that it is of. */
  readonly get: <Copy extends object>(
    key: string,
    accountIdOf: (copy: Copy) => string,
  ) => Promise<Copy | null> | Copy | null
  /** The copy that lies in this process, by the same rule. */
  readonly near: <Copy extends object>(key: string) => Copy | null
  readonly put: (key: string, copy: object, forMs: number) => void
  /** Before this resolves they are gone from here and from Redis; other processes hear of the change by themselves. */
  readonly forget: (keys: readonly string[]) => Promise<void>
  /** Forgets what this process keeps. */
  readonly clear: () => void
}

type Kept = { readonly accountId: string; readonly copy: object }

const keptMs = copyMs / 2

/** What is kept here needs no round trip at all. Whoever gets it has let the watch catch up before, within the same request. */
export function createCopies({
  hot,
  watch,
}: {
  readonly hot: HotCopies
  readonly watch: Pick<AccountWatch, 'mayTrustCopy'>
}): Copies {
  const kept = createShortMemory<Kept>({ most: 10_000 })

  async function fetch<Copy extends object>(key: string, accountIdOf: (copy: Copy) => string) {
    const far = await hot.get(key).catch(() => null)
    if (far === null) return null
    const copy = JSON.parse(far.value) as Copy // put under this key, below
    const accountId = accountIdOf(copy)
    if (!watch.mayTrustCopy(accountId)) return null
    kept.put(key, { accountId, copy }, Math.min(keptMs, far.leftMs))
    return copy
  }

  const trusted = <Copy extends object>({ accountId, copy }: Kept) =>
    watch.mayTrustCopy(accountId) ? (copy as Copy) : null // kept under its key, above

  return {
    get<Copy extends object>(key: string, accountIdOf: (copy: Copy) => string) {
      const found = kept.get(key)
      return found === undefined ? fetch(key, accountIdOf) : trusted<Copy>(found)
    },
    near<Copy extends object>(key: string) {
      const found = kept.get(key)
      return found === undefined ? null : trusted<Copy>(found)
    },
    put: (key, copy, forMs) => void hot.put(key, JSON.stringify(copy), forMs),
    async forget(keys) {
      for (const key of keys) kept.forget(key)
      await hot.forget(keys)
    },
    clear: () => kept.clear(),
  }
}
