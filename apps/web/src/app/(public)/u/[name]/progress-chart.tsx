import { formatDuration } from '@shiplap/domain/duration'
import type { Board } from './board-stats.ts'

const width = 480
const height = 150
// The picture shrinks with the page; what it says must still be read on a phone.
const label = 'fill-muted text-[15px] sm:text-[11px]'
const margin = { left: 52, right: 8, top: 8, bottom: 20 }

/** Every finished time in order, and the best so far as a line that only falls. One time makes no line. */
export function ProgressChart({ times }: Pick<Board, 'times'>) {
  if (times.length < 2)
    return <p className="text-sm text-muted">One finished time so far. The second draws a line.</p>
  const all = times.map(({ timeMs }) => timeMs)
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const span = Math.max(1, most - least)
  const x = (index: number) =>
    margin.left + (index / (times.length - 1)) * (width - margin.left - margin.right)
  const floor = height - margin.bottom
  const y = (ms: number) => floor - ((ms - least) / span) * (floor - margin.top)
  const bests = all.map((_, index) => Math.min(...all.slice(0, index + 1)))
  const line = bests
    .map((best, index) => (index === 0 ? `M${x(0)} ${y(best)}` : `H${x(index)}V${y(best)}`))
    .join('')
  return (
    <figure>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${times.length} finished runs, from ${formatDuration(all[0] ?? 0)} to a best of ${formatDuration(least)}`}
        className="w-full"
      >
        {[...new Set([most, least])].map((ms) => (
          <g key={ms}>
            <line x1={margin.left} x2={width} y1={y(ms)} y2={y(ms)} className="stroke-line" strokeWidth="1" />
            <text x={margin.left - 6} y={y(ms) + 4} textAnchor="end" className={`figures ${label}`}>
              {formatDuration(ms, 'seconds')}
            </text>
          </g>
        ))}
        <path d={line} fill="none" className="stroke-pb" strokeWidth="1.5" />
        {times.map(({ runId, timeMs, endedAt, verified }, index) => (
          <circle
            key={runId}
            cx={x(index)}
            cy={y(timeMs)}
            r="3.5"
            className={timeMs === bests[index] ? 'fill-pb stroke-pb' : 'fill-ground stroke-muted'}
            strokeWidth="1.5"
          >
            <title>{`${endedAt.slice(0, 10)}: ${formatDuration(timeMs)}${verified ? ', verified' : ''}`}</title>
          </circle>
        ))}
        <text x={margin.left} y={height - 4} className={label}>
          {times[0]?.endedAt.slice(0, 10)}
        </text>
        <text x={width - margin.right} y={height - 4} textAnchor="end" className={label}>
          {times.at(-1)?.endedAt.slice(0, 10)}
        </text>
      </svg>
      <figcaption className="text-xs text-muted">Finished times; the line is the best so far.</figcaption>
    </figure>
  )
}
