/** What was kept last, no more than `most` of it, each for its own time. */
export type ShortMemory<Value> = {
  readonly get: (key: string) => Value | undefined
  readonly put: (key: string, value: Value, forMs: number) => void
  readonly forget: (key: string) => void
  readonly clear: () => void
}

export function createShortMemory<Value>({ most }: { readonly most: number }): ShortMemory<Value> {
  const kept = new Map<string, { readonly value: Value; readonly until: number }>()
  return {
    get(key) {
      const found = kept.get(key)
      if (found === undefined || found.until > performance.now()) return found?.value
      kept.delete(key)
      return undefined
    },
    put(key, value, forMs) {
      const [oldest] = kept.keys()
      if (kept.size >= most && oldest !== undefined) kept.delete(oldest)
      kept.set(key, { value, until: performance.now() + forMs })
    },
    forget: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  }
}
