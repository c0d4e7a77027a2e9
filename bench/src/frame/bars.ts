import type { Judgement, Medians } from './scenario.ts'

/** Ours must be at least so many times as much as a contender's. */
export function atLeast(least: number, other: string, name: string) {
  return (medians: Medians): Judgement => {
    const ratio = ratioTo(medians, other)
    return { ratio, words: `≥ ${least} × ${name}`, isMet: ratio >= least, against: other }
  }
}

/** Ours must be at most so many times as much as a contender's. */
export function atMost(most: number, other: string, name: string) {
  return (medians: Medians): Judgement => {
    const ratio = ratioTo(medians, other)
    return { ratio, words: `≤ ${most} × ${name}`, isMet: ratio <= most, against: other }
  }
}

/** Ours must not be above a figure that was set. */
export function within(most: number, unit: string) {
  return (medians: Medians): Judgement => {
    const ours = medians.shiplap ?? Number.NaN
    return { ratio: most === 0 ? ours : ours / most, words: `≤ ${most} ${unit}`.trim(), isMet: ours <= most }
  }
}

/** Ours must not be below a figure that was set. */
export function reaching(least: number, unit: string) {
  return (medians: Medians): Judgement => {
    const ours = medians.shiplap ?? Number.NaN
    return { ratio: ours / least, words: `≥ ${least} ${unit}`.trim(), isMet: ours >= least }
  }
}

function ratioTo(medians: Medians, other: string): number {
  return (medians.shiplap ?? Number.NaN) / (medians[other] ?? Number.NaN)
}
