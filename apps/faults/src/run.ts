import { rm } from 'node:fs/promises'
import type { FaultCase, Seen } from './cases/case.ts'
import { disk } from './cases/disk.ts'
import { judge } from './load/judge/judge.ts'
import { startLoad } from './load/load.ts'
import { createRandom } from './random.ts'
import { diskIn, makePlace } from './stage/place.ts'
import { openStage, type Stage } from './stage/stage.ts'

/** What came of a case. `problems` is empty when all that must be seen was seen. */
export type Outcome = {
  readonly name: string
  readonly must: string
  readonly seed: number
  readonly tookMs: number
  readonly faults: number
  readonly operations: number
  readonly ok: number
  readonly refused: number
  readonly unknown: number
  readonly delivered: number
  readonly seen: Seen
  readonly problems: readonly string[]
  /** Why it was not run at all. */
  readonly notRun: string | null
}

/** The outcome of a case of which nothing is known yet. */
export const nothingOf = ({ name, must }: FaultCase, seed: number): Outcome => ({
  name,
  must,
  seed,
  tookMs: 0,
  faults: 0,
  operations: 0,
  ok: 0,
  refused: 0,
  unknown: 0,
  delivered: 0,
  seen: {},
  problems: [],
  notRun: null,
})

/** What a case that broke off may have left disturbed, so that the judge can be asked all the same. */
function heal({ lines, smtp }: Stage): void {
  for (const line of [lines.postgres, lines.redis]) {
    line.set('open')
    line.delay(0)
    line.loseAnswers(null)
  }
  smtp.set('take')
  smtp.hold(null)
}

/** Fewest acts that must have succeeded for a run to prove anything. */
const leastOk = 100

/** Sets the product up, lets people use it, does to it what the case says, and judges what they were told. */
export async function runCase(fault: FaultCase, seed: number): Promise<Outcome> {
  const notRun = (await fault.whyNot?.()) ?? null
  if (notRun !== null) return { ...nothingOf(fault, seed), notRun }
  const since = performance.now()
  const random = createRandom(seed)
  const place = await makePlace()
  const stage = await openStage(fault.stage?.(place))
  try {
    const load = await startLoad(stage, random)
    const problems: string[] = []
    let seen: Seen = {}
    try {
      await load.more(30)
      seen = await fault.act({ stage, load, random })
      await load.more(20)
    } catch (error) {
      heal(stage)
      problems.push(error instanceof Error ? error.message : String(error))
    }
    await load.stop()
    problems.push(...(await judge(stage, load)))
    await load.close()
    const counts = load.history.counts()
    if (counts.ok < leastOk) problems.push(`only ${counts.ok} acts succeeded, which proves nothing`)
    const delivered = load.watchers.reduce((sum, { seqs }) => sum + seqs.length, 0)
    const tookMs = Math.round(performance.now() - since)
    return { ...nothingOf(fault, seed), tookMs, faults: fault.faults, ...counts, delivered, seen, problems }
  } finally {
    await stage.close()
    disk.unmount(diskIn(place))
    await rm(place, { recursive: true, force: true })
  }
}
