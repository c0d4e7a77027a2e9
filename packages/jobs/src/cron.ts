/** When something happens again and again: minute, hour, day of month, month, day of week, in UTC. */
export type Cron = {
  readonly minutes: ReadonlySet<number>
  readonly hours: ReadonlySet<number>
  readonly days: ReadonlySet<number>
  readonly months: ReadonlySet<number>
  readonly weekdays: ReadonlySet<number>
  /** Both a day of the month and a weekday are given: then either will do, as cron has always had it. */
  readonly isEitherDay: boolean
}

/**
 * Reads five fields of numbers, lists, ranges and steps, such as `0,30 8-18 * * 1-5`.
 *
 * @throws on anything else, and on an expression that no day ever matches.
 */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/)
  if (fields.length !== 5) throw new Error(`"${text}" must have five fields`)
  const [minutes, hours, days, months, weekdays] = fields as [string, string, string, string, string] // five, as seen
  return {
    minutes: readField(minutes, 0, 59),
    hours: readField(hours, 0, 23),
    days: readField(days, 1, 31),
    months: readField(months, 1, 12),
    weekdays: new Set([...readField(weekdays, 0, 7)].map((day) => day % 7)),
    isEitherDay: days !== '*' && weekdays !== '*',
  }
}

const minuteMs = 60_000
const dayMs = 86_400_000
// The rarest of all, the 29th of February, comes within eight years.
const farthestDays = 8 * 366

/** The first slot after `after`. */
export function nextSlot(cron: Cron, after: Date): Date {
  const first = Math.floor(after.getTime() / minuteMs) * minuteMs + minuteMs
  const firstDay = Math.floor(first / dayMs) * dayMs
  for (let day = 0; day < farthestDays; day++) {
    const midnight = firstDay + day * dayMs
    if (!matchesDay(cron, new Date(midnight))) continue
    for (const hour of [...cron.hours].sort(ascending))
      for (const minute of [...cron.minutes].sort(ascending)) {
        const slot = midnight + hour * 3_600_000 + minute * minuteMs
        if (slot >= first) return new Date(slot)
      }
  }
  throw new Error('no day ever matches')
}

function matchesDay(cron: Cron, day: Date): boolean {
  if (!cron.months.has(day.getUTCMonth() + 1)) return false
  const isDay = cron.days.has(day.getUTCDate())
  const isWeekday = cron.weekdays.has(day.getUTCDay())
  return cron.isEitherDay ? isDay || isWeekday : isDay && isWeekday
}

function readField(field: string, least: number, most: number): ReadonlySet<number> {
  const values = new Set<number>()
  for (const part of field.split(',')) {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part)
    if (match === null) throw new Error(`"${part}" is not a number, a range or a step`)
    const [, low, high, step] = match
    const from = low === undefined ? least : Number(low)
    const to = high !== undefined ? Number(high) : low === undefined || step !== undefined ? most : from
    const by = step === undefined ? 1 : Number(step)
    if (from < least || to > most || from > to || by === 0)
      throw new Error(`"${part}" must lie within ${least} and ${most}`)
    for (let value = from; value <= to; value += by) values.add(value)
  }
  return values
}

const ascending = (one: number, other: number) => one - other
