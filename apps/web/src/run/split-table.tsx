import type { SplitRow } from '@shiplap/client/run/split-rows'
import { Delta, Duration } from '@shiplap/ui/duration'
import clsx from 'clsx'
import type { ReactNode } from 'react'

type SplitTableProps = {
  readonly rows: readonly SplitRow[]
  /** Time and difference of the present milestone, which move by themselves. */
  readonly now?: { readonly time: ReactNode; readonly delta: ReactNode } | undefined
  /** Names what the differences are against. */
  readonly against?: string | undefined
  /** Narrow places, as the always-on-top window, leave the segments out. */
  readonly narrow?: boolean
}

/** The milestones of a run with when each was reached. The one being worked on stands out; those ahead show what they are up against. */
export function SplitTable({ rows, now, against, narrow = false }: SplitTableProps) {
  return (
    <table className="w-full border-collapse text-left text-base">
      <caption className="sr-only">Splits{against && `, against: ${against}`}</caption>
      <thead className={clsx(narrow && 'sr-only')}>
        <tr className="h-8 text-xs text-muted">
          <th scope="col" className="px-3 font-medium">
            Milestone
          </th>
          <th
            scope="col"
            className={clsx('px-3 text-right font-medium', narrow ? 'hidden' : 'max-md:hidden')}
          >
            Segment
          </th>
          <th scope="col" className="px-3 text-right font-medium">
            Difference
          </th>
          <th scope="col" className="px-3 text-right font-medium">
            Time
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <SplitLine key={row.position} row={row} now={now} narrow={narrow} />
        ))}
      </tbody>
    </table>
  )
}

function SplitLine({ row, now, narrow }: { row: SplitRow } & Pick<SplitTableProps, 'now' | 'narrow'>) {
  const isNow = row.standing === 'now'
  return (
    <tr
      aria-current={isNow ? 'step' : undefined}
      data-split-ms={row.markMs ?? undefined}
      className={clsx('lap', isNow ? 'bg-hover' : 'bg-board', row.standing === 'ahead' && 'text-muted')}
    >
      <th
        scope="row"
        className={clsx(
          'h-9 border-l-2 py-1.5 pr-3 pl-2.5 font-normal',
          isNow ? 'border-pb font-semibold' : 'border-transparent',
        )}
      >
        <span className="flex min-w-0 items-baseline gap-2">
          <span aria-hidden="true" className="figures w-5 shrink-0 text-right text-xs text-faint">
            {row.position}
          </span>
          <span className="min-w-0 break-words">{row.title}</span>
          {row.unsent && <span className="shrink-0 text-xs font-normal text-gold">not sent yet</span>}
        </span>
      </th>
      <td className={clsx('px-3 text-right text-sm text-muted', narrow ? 'hidden' : 'max-md:hidden')}>
        {row.segmentMs !== null && <Duration ms={row.segmentMs} />}
      </td>
      <td className="px-3 text-right text-sm">
        {isNow ? now?.delta : row.delta && <Delta ms={row.delta.ms} pace={row.delta.pace} />}
      </td>
      <td className="px-3 text-right text-sm">{isNow && now ? now.time : <SplitTime row={row} />}</td>
    </tr>
  )
}

function SplitTime({ row }: { readonly row: SplitRow }) {
  if (row.standing === 'skipped') return <span className="text-xs text-muted">skipped</span>
  if (row.markMs !== null) return <Duration ms={row.markMs} className="font-medium" />
  return row.againstMs === null ? (
    <span className="text-faint">–</span>
  ) : (
    <Duration ms={row.againstMs} className="text-muted" />
  )
}
