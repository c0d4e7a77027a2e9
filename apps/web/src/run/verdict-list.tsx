import type { Outputs } from '@shiplap/client'
import { formatDuration } from '@shiplap/domain/duration'
import { TimeAgo } from '@shiplap/ui/time-ago'

type Verdict = Outputs['submission']['get']['verdicts'][number]

const words: Record<Verdict['kind'], string> = {
  approve: 'approved',
  reject: 'rejected',
  unverify: 'took the verification back',
  retime: 'set another time',
}

/** What was decided, by whom and why, in order. */
export function VerdictList({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  if (verdicts.length === 0) return null
  return (
    <ol aria-label="Verdicts" className="text-sm">
      {verdicts.map((verdict) => (
        <li key={verdict.id} className="lap bg-board px-3 py-2">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span>
              <span className="font-medium">{verdict.verifier ?? 'Somebody'}</span> {words[verdict.kind]}
              {verdict.toMs !== null && verdict.fromMs !== null && (
                <span className="figures">
                  {' '}
                  {formatDuration(verdict.fromMs, 'milliseconds')} →{' '}
                  {formatDuration(verdict.toMs, 'milliseconds')}
                </span>
              )}
            </span>
            <TimeAgo at={verdict.at} className="text-xs text-muted" />
          </p>
          {verdict.reason && (
            <p className="max-w-prose break-words whitespace-pre-line text-muted">{verdict.reason}</p>
          )}
        </li>
      ))}
    </ol>
  )
}
