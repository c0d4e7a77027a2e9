import type { Outputs } from '@shiplap/client'
import { formatDuration } from '@shiplap/domain/duration'
import { TimeAgo } from '@shiplap/ui/time-ago'

type Submission = Outputs['submission']['get']
type Entry = Submission['verdicts'][number] | Submission['claims'][number]

const words: Record<Entry['kind'], string> = {
  claim: 'took it to look at it',
  release: 'gave it back',
  lapse: 'let the claim run out',
  approve: 'approved',
  reject: 'rejected',
  unverify: 'took the verification back',
  retime: 'set another time',
}

type VerdictListProps = Pick<Submission, 'verdicts'> & Partial<Pick<Submission, 'claims'>>

/** What was decided, by whom and why, in order; with who looked in between, for those who are told. */
export function VerdictList({ verdicts, claims = [] }: VerdictListProps) {
  const entries: readonly Entry[] = [...verdicts, ...claims].toSorted((one, other) =>
    one.at.localeCompare(other.at),
  )
  if (entries.length === 0) return null
  return (
    <ol aria-label={claims.length === 0 ? 'Verdicts' : 'Verdicts and claims'} className="text-sm">
      {entries.map((entry) => (
        <li key={entry.id} className="lap bg-board px-3 py-2">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className={'reason' in entry ? '' : 'text-muted'}>
              <span className="font-medium">{entry.verifier ?? 'Somebody'}</span> {words[entry.kind]}
              {'reason' in entry && <Retimed {...entry} />}
            </span>
            <TimeAgo at={entry.at} className="text-xs text-muted" />
          </p>
          {'reason' in entry && entry.reason && (
            <p className="max-w-prose break-words whitespace-pre-line text-muted">{entry.reason}</p>
          )}
        </li>
      ))}
    </ol>
  )
}

function Retimed({ fromMs, toMs }: Pick<Submission['verdicts'][number], 'fromMs' | 'toMs'>) {
  if (fromMs === null || toMs === null) return null
  return (
    <span className="figures">
      {' '}
      {formatDuration(fromMs, 'milliseconds')} → {formatDuration(toMs, 'milliseconds')}
    </span>
  )
}
