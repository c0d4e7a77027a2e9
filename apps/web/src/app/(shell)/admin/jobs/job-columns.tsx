import type { Outputs } from '@shiplap/client'
import { Badge } from '@shiplap/ui/badge'
import { Button } from '@shiplap/ui/button'
import type { Column } from '@shiplap/ui/table'
import { TimeAgo } from '@shiplap/ui/time-ago'
import Link from 'next/link'
import { stateWords } from './job-words.ts'
import type { JobAct, useJobActs } from './use-job-acts.ts'
import type { Picked } from './use-picked.ts'

export type JobRow = Outputs['job']['list']['jobs'][number]

const actWords: Readonly<Record<JobAct, string>> = { retry: 'Retry', cancel: 'Cancel', runNow: 'Run now' }

export function jobColumns(acts: ReturnType<typeof useJobActs>, picked: Picked): readonly Column<JobRow>[] {
  return [
    {
      key: 'job',
      head: 'Job',
      isRowHead: true,
      cell: ({ id, kind }) => (
        <span className="flex items-center gap-3">
          <input
            type="checkbox"
            aria-label={`Tick ${kind} ${id}`}
            checked={picked.has(id)}
            onChange={() => picked.toggle(id)}
            className="size-4 shrink-0 accent-(--solid) max-sm:size-6"
          />
          <Link href={`/admin/jobs/${id}`} className="inline-flex flex-wrap items-baseline gap-x-2">
            <span>{kind}</span>
            <span className="figures text-xs text-muted">{id}</span>
          </Link>
        </span>
      ),
    },
    {
      key: 'state',
      head: 'State',
      leads: true,
      cell: ({ state, progress, isCancelAsked }) => (
        <Badge tone={stateWords[state].tone}>
          {isCancelAsked ? 'Ending' : stateWords[state].word}
          {progress !== null && ` ${Math.round(progress * 100)} %`}
        </Badge>
      ),
    },
    { key: 'at', head: 'When', cell: ({ at }) => <TimeAgo at={at} /> },
    {
      key: 'attempt',
      head: 'Attempt',
      numeric: true,
      cell: ({ attempt, maxAttempts }) => `${attempt}/${maxAttempts}`,
    },
    {
      key: 'error',
      head: 'Last error',
      from: 'md',
      className: 'max-w-xs',
      cell: ({ lastError }) =>
        lastError && (
          <span title={lastError} className="block truncate font-mono text-xs text-muted">
            {lastError}
          </span>
        ),
    },
    {
      key: 'acts',
      head: 'Acts',
      headHidden: true,
      className: 'text-right whitespace-nowrap',
      cell: ({ id, kind, allowedActions }) =>
        allowedActions.length > 0 && (
          <span className="inline-flex gap-1">
            {allowedActions.map((act) => (
              <Button
                key={act}
                size="small"
                variant="quiet"
                pending={acts.isPending}
                aria-label={`${actWords[act]} ${kind} ${id}`}
                onClick={() => acts.onOne(act, id)}
              >
                {actWords[act]}
              </Button>
            ))}
          </span>
        ),
    },
  ]
}
