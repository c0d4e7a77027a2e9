import type { Load } from '../load/load.ts'
import type { Stage, StageOptions } from '../stage/stage.ts'

/** What was seen beside the history, for the table: numbers and a few words. */
export type Seen = Readonly<Record<string, number | string>>

/** A fault: how the product is set up, what is done to it, and what must be seen. */
export type FaultCase = {
  readonly name: string
  /** What must be seen, in a line. */
  readonly must: string
  readonly stage?: (dir: string) => StageOptions
  /** Why this cannot be done on this machine, or null once what it needs is here. */
  readonly whyNot?: () => Promise<string | null> | string | null
  /** Does it while the load runs, and throws where something else is seen. All is healed when it ends. */
  readonly act: (scene: Scene) => Promise<Seen>
  /** How often it does something to the product. */
  readonly faults: number
}

export type Scene = { readonly stage: Stage; readonly load: Load; readonly random: () => number }

/** Throws with `what` unless it is so. */
export function see(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(`not seen: ${what}`)
}
