const dayMs = 86_400_000

/** The days of the last 53 weeks by week, each as `2026-11-21` in UTC; weeks begin on Monday, the last one may be short. */
export function weeksUntil(today: Date): readonly (readonly string[])[] {
  const last = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate())
  const sinceMonday = (today.getUTCDay() + 6) % 7
  const first = last - (52 * 7 + sinceMonday) * dayMs
  return Array.from({ length: 53 }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => first + (week * 7 + day) * dayMs)
      .filter((at) => at <= last)
      .map((at) => new Date(at).toISOString().slice(0, 10)),
  )
}
