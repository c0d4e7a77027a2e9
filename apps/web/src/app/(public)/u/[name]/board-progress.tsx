import { Duration } from '@shiplap/ui/duration'
import { Section } from '@shiplap/ui/section'
import Link from 'next/link'
import { assistanceNames } from '../../../../run/assistance.ts'
import type { Board } from './board-stats.ts'
import { ProgressChart } from './progress-chart.tsx'
import { SegmentLosses } from './segment-losses.tsx'

/** How a runner got faster on one board, and where time is still lost. */
export function BoardProgress({ board }: { readonly board: Board }) {
  const times = board.times.map(({ timeMs }) => timeMs)
  return (
    <Section
      title={
        <Link
          href={`/boards/${board.challenge}/${board.category}?assist=${board.assistance}&standing=provisional`}
          className="no-underline hover:underline"
        >
          {board.challengeTitle}
          <span className="font-normal text-muted">
            {' '}
            · {board.categoryTitle}, {assistanceNames[board.assistance].toLowerCase()}
          </span>
        </Link>
      }
      aside={
        <span className="whitespace-nowrap">
          PB <Duration ms={Math.min(...times)} className="text-pb" />
        </span>
      }
    >
      <div className="grid grid-cols-1 gap-x-10 gap-y-5 pt-2 md:grid-cols-2">
        <ProgressChart times={board.times} />
        <SegmentLosses segments={board.segments} />
      </div>
    </Section>
  )
}
