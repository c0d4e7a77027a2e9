import type { Outputs } from '@shiplap/client'
import { Delta, Duration } from '@shiplap/ui/duration'
import { Section } from '@shiplap/ui/section'
import { TimeAgo } from '@shiplap/ui/time-ago'
import Link from 'next/link'

type Record = Outputs['board']['records']['records'][number]

/** How the record fell, the standing one first. */
export function RecordHistory({ records }: { readonly records: readonly Record[] }) {
  if (records.length === 0) return null
  return (
    <Section title="How the record fell" className="pt-8">
      <ol reversed>
        {records.map((record, index) => {
          const before = records[index + 1]
          return (
            <li
              key={record.runId}
              className="lap flex flex-wrap items-center gap-x-4 gap-y-1 bg-board px-3 py-2"
            >
              <Link href={`/runs/${record.runId}`} className="w-20 font-medium no-underline hover:underline">
                <Duration ms={record.timeMs} className={index === 0 ? 'text-gold' : ''} />
              </Link>
              <span className="min-w-40 flex-1 break-words">
                <Link href={`/u/${record.username}`} className="no-underline hover:underline">
                  {record.username}
                </Link>
                {record.stack.length > 0 && (
                  <span className="text-sm text-muted"> · {record.stack.join(' · ')}</span>
                )}
              </span>
              {before && <Delta ms={record.timeMs - before.timeMs} className="text-sm" />}
              <TimeAgo at={record.achievedAt} className="w-28 text-right text-sm text-muted max-sm:ml-auto" />
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
