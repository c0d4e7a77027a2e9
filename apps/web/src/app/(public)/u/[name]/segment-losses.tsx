import { formatDuration } from '@shiplap/domain/duration'
import type { Board } from './board-stats.ts'

/** How much longer each segment takes on average than it did at its best: where practice pays. */
export function SegmentLosses({ segments }: Pick<Board, 'segments'>) {
  const losses = segments.map(({ title, bestMs, averageMs }) => ({
    title,
    bestMs,
    lossMs: bestMs === null || averageMs === null ? null : averageMs - bestMs,
  }))
  const most = Math.max(1, ...losses.map(({ lossMs }) => lossMs ?? 0))
  return (
    <table className="w-full self-start text-sm">
      <caption className="sr-only">Time lost per segment</caption>
      <thead>
        <tr className="text-left text-xs text-muted">
          <th scope="col" className="pb-1 font-medium">
            Segment
          </th>
          <th scope="col" className="pb-1 pl-3 text-right font-medium">
            Best
          </th>
          <th scope="col" className="pb-1 pl-3 text-right font-medium">
            Lost on average
          </th>
        </tr>
      </thead>
      <tbody>
        {losses.map(({ title, bestMs, lossMs }) => (
          <tr key={title} className="border-t border-line">
            <th scope="row" className="max-w-40 truncate py-1 text-left font-normal">
              {title}
            </th>
            <td className="figures py-1 pl-3 text-right">{bestMs === null ? '–' : formatDuration(bestMs)}</td>
            <td className="py-1 pl-3">
              {lossMs !== null && (
                <span className="flex items-center justify-end gap-2">
                  <svg
                    viewBox="0 0 100 8"
                    preserveAspectRatio="none"
                    aria-hidden="true"
                    className="h-2 w-20 max-sm:hidden"
                  >
                    <rect
                      x={100 - (lossMs / most) * 100}
                      width={(lossMs / most) * 100}
                      height="8"
                      className="fill-edge"
                    />
                  </svg>
                  <span className="figures w-16 text-right">{formatDuration(lossMs)}</span>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
