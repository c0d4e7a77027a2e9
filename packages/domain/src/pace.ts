/** How a split stands against its comparison: ahead or behind in all, and gaining or losing in this segment. */
export type Pace = 'gold' | 'ahead-gaining' | 'ahead-losing' | 'behind-gaining' | 'behind-losing'

/**
 * A best segment ever is gold whatever the total says.
 * `segmentDeltaMs` compares this segment alone; without one (the first split) the total decides both.
 */
export function paceOf(split: {
  readonly deltaMs: number
  readonly segmentDeltaMs?: number
  readonly isGold?: boolean
}): Pace {
  if (split.isGold) return 'gold'
  const gaining = (split.segmentDeltaMs ?? split.deltaMs) < 0
  if (split.deltaMs < 0) return gaining ? 'ahead-gaining' : 'ahead-losing'
  return gaining ? 'behind-gaining' : 'behind-losing'
}
