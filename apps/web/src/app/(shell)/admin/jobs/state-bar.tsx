'use client'
import type { JobState } from '@shiplap/domain/job'
import { Facts } from '@shiplap/ui/facts'
import { Sparkline } from '@shiplap/ui/sparkline'
import clsx from 'clsx'
import Link from 'next/link'
import { hrefOf, type JobFilter } from './job-filter.ts'
import { shortly, stateWords } from './job-words.ts'
import { useQueue } from './queue-provider.tsx'

const order: readonly JobState[] = ['ready', 'running', 'scheduled', 'retrying', 'dead', 'done', 'cancelled']

/** The states with their counts, which are the page's first filter, and the last hour beside them. */
export function StateBar({ filter }: { readonly filter: JobFilter }) {
  const { states, perMinute, oldestWaitingMs, kinds } = useQueue()
  const { fingerprint: _, state, ...rest } = filter
  const done = perMinute.reduce((sum, minute) => sum + minute.done, 0)
  const dead = perMinute.reduce((sum, minute) => sum + minute.dead, 0)
  const busiest = Math.max(...perMinute.map((minute) => minute.done))
  const running = kinds.reduce((sum, kind) => sum + kind.running, 0)
  return (
    <section aria-label="The queue now" className="flex flex-col gap-4 pb-8">
      <nav aria-label="Jobs by state" className="grid grid-cols-2 sm:grid-cols-4 lg:grid-cols-7">
        {order.map((each) => (
          <Link
            key={each}
            href={hrefOf(state === each ? rest : { ...rest, state: each })}
            aria-current={state === each ? 'true' : undefined}
            className={clsx(
              'lap flex flex-col gap-0.5 bg-board px-3 py-2 no-underline hover:bg-hover max-lg:last:col-span-2',
              state === each && 'outline-2 -outline-offset-2 outline-pb',
            )}
          >
            <span className="text-xs text-muted">{stateWords[each].word}</span>
            <span className="figures text-lg text-ink">{states[each].toLocaleString('en')}</span>
          </Link>
        ))}
      </nav>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <Sparkline
          values={perMinute.map((minute) => minute.done)}
          label={`Jobs done per minute in the last hour: ${done} in all, ${busiest} at most in one`}
          className="h-8 w-40 text-ahead"
        />
        <Facts
          facts={[
            {
              name: 'Oldest waiting',
              value: oldestWaitingMs > 0 ? shortly(oldestWaitingMs) : 'nothing waits',
            },
            { name: 'Done in the last hour', value: done.toLocaleString('en') },
            {
              name: 'Error rate',
              value: done + dead === 0 ? '—' : `${((dead / (done + dead)) * 100).toFixed(1)} %`,
            },
            { name: 'Running', value: running.toLocaleString('en') },
          ]}
        />
      </div>
    </section>
  )
}
