import { Section } from '@shiplap/ui/section'
import { weeksUntil } from './weeks.ts'

type Days = readonly { readonly day: string; readonly runs: number }[]

const cell = 11
const step = 14

/** A year at a glance: a square for each day, darker the more was run. */
export function Activity({ days }: { readonly days: Days }) {
  const counts = new Map(days.map(({ day, runs }) => [day, runs]))
  const weeks = weeksUntil(new Date())
  const total = days.reduce((sum, { runs }) => sum + runs, 0)
  const most = Math.max(1, ...counts.values())
  return (
    <Section title="Activity" aside={`${total} ${total === 1 ? 'run' : 'runs'} started in a year`}>
      {/* On a phone the newest weeks are what one wants to see first. */}
      <section
        aria-label="Runs per day"
        className="flex overflow-x-auto [direction:rtl] lg:[direction:ltr]"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <svg
          width={weeks.length * step}
          height={7 * step}
          role="img"
          aria-label={`${total} runs started on ${counts.size} days of the last year`}
          className="shrink-0 text-ink"
        >
          {weeks.flatMap((week, column) =>
            week.map((day, row) => {
              const runs = counts.get(day) ?? 0
              return (
                <rect
                  key={day}
                  x={column * step}
                  y={row * step}
                  width={cell}
                  height={cell}
                  rx="1"
                  fill="currentColor"
                  fillOpacity={runs === 0 ? 0.08 : 0.3 + 0.7 * (runs / most)}
                >
                  <title>{`${day}: ${runs}`}</title>
                </rect>
              )
            }),
          )}
        </svg>
      </section>
    </Section>
  )
}
