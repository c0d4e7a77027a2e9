/** What somebody asked and what came back. `unknown`: no answer came, or one that says neither yes nor no. */
export type Entry = {
  readonly act: string
  readonly who: string
  /** What makes this act the same act when it is asked again. */
  readonly key: string
  readonly outcome: 'ok' | 'refused' | 'unknown'
  readonly status: number
  readonly sentAt: number
  readonly answeredAt: number
  /** What the answer said that is checked later. */
  readonly told?: Readonly<Record<string, unknown>>
}

export type History = {
  readonly entries: readonly Entry[]
  readonly add: (entry: Entry) => void
  readonly counts: () => { operations: number; ok: number; refused: number; unknown: number }
}

export function createHistory(): History {
  const entries: Entry[] = []
  const count = (outcome: Entry['outcome']) => entries.filter((entry) => entry.outcome === outcome).length
  return {
    entries,
    add: (entry) => void entries.push(entry),
    counts: () => ({
      operations: entries.length,
      ok: count('ok'),
      refused: count('refused'),
      unknown: count('unknown'),
    }),
  }
}

/** The keys of acts that were answered, each time with a no: none of them may have been done. */
export function refusedOnly(entries: readonly Entry[]): readonly string[] {
  return [...Map.groupBy(entries, ({ key }) => key)]
    .filter(([, answers]) => answers.every(({ outcome }) => outcome === 'refused'))
    .map(([key]) => key)
}
