import { watchOthers } from './elsewhere.ts'
import { describeMachine } from './machine.ts'
import type { Options } from './options.ts'
import type { Figure, Row } from './row.ts'
import type { Measured, Medians, Part, Scenario } from './scenario.ts'
import type { Servers } from './servers.ts'
import { median } from './statistics.ts'

const patienceMs = 120_000
const usualRounds = 3

type Asked = Pick<Options, 'rounds' | 'share' | 'against'> & {
  readonly part: Part
  readonly servers: Servers
}

/** Measures all contenders of a row in turn, round by round, so that a slow minute of the machine falls on all of them. */
export async function measureRow(
  scenario: Scenario,
  { part: { title, contenders }, servers, against, share, ...asked }: Asked,
): Promise<Row> {
  const names = scenario.contenders.filter((each) => each === 'shiplap' || (against?.includes(each) ?? true))
  const seen = new Map<string, Measured[]>(names.map((name) => [name, []]))
  const { isLessBetter = false } = scenario
  const rounds = Math.min(
    scenario.rounds ?? asked.rounds ?? usualRounds,
    asked.rounds ?? Number.POSITIVE_INFINITY,
  )
  const at = new Date().toISOString()
  const others = watchOthers()
  for (let round = 0; round < rounds; round++)
    for (const name of names) {
      const value = await inTime(name, scenario.measure(servers, name))
      seen.get(name)?.push(Number.isNaN(value.value) ? { ...value, value: worst(isLessBetter) } : value)
    }
  const coresElsewhere = others()
  const medians: Record<string, number> = {}
  const figures: Record<string, Figure> = {}
  for (const [name, values] of seen) {
    medians[name] = median(values.map(({ value }) => value))
    figures[name] = figureOf(contenders[name] ?? name, values)
  }
  return {
    part: title,
    name: scenario.name,
    unit: scenario.unit,
    isLessBetter,
    figures,
    judgements: judge(scenario, medians),
    taken: { at, machine: describeMachine(), rounds, share, coresElsewhere },
  }
}

// What did not get there is behind all that did.
const worst = (isLessBetter: boolean) => (isLessBetter ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY)

function judge(scenario: Scenario, medians: Medians) {
  const judged = scenario.bar?.(medians) ?? []
  return 'words' in judged ? [judged] : judged
}

function figureOf(name: string, rounds: readonly Measured[]): Figure {
  const middle = (of: (each: Measured) => number | undefined) =>
    median(rounds.map(of).filter((each) => each !== undefined))
  const [cpuMs, memoryMb] = [middle((each) => each.cpuMs), middle((each) => each.memoryMb)]
  return {
    name,
    median: middle((each) => each.value),
    rounds,
    ...(Number.isFinite(cpuMs) && { cpuMs }),
    ...(Number.isFinite(memoryMb) && { memoryMb }),
  }
}

/** What fails or takes longer than two minutes did not get there. */
async function inTime(name: string, measuring: Promise<number | Measured>): Promise<Measured> {
  const patience = Promise.withResolvers<number>()
  const timer = setTimeout(() => patience.resolve(Number.NaN), patienceMs)
  const measured = await Promise.race([measuring, patience.promise])
    .catch((error) => {
      console.error(name, error)
      return Number.NaN
    })
    .finally(() => clearTimeout(timer))
  return typeof measured === 'number' ? { value: measured } : measured
}
