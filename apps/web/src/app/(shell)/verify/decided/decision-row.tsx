import type { Outputs } from '@shiplap/client'
import { formatDuration } from '@shiplap/domain/duration'
import { Badge, type BadgeTone } from '@shiplap/ui/badge'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { RunLine } from '../run-line.tsx'

type Decision = Outputs['submission']['decisions']['decisions'][number]

/** One verdict or claim: on whose run, what it says, by whom and why. */
export function DecisionRow({ decision }: { readonly decision: Decision }) {
  const { kind, fromMs, toMs } = decision
  const [words, tone] = acts[kind]
  return (
    <li className="lap relative flex flex-wrap items-start gap-x-4 gap-y-1 bg-board px-3 py-2 hover:bg-hover">
      <RunLine
        submissionId={decision.submissionId}
        runId={decision.runId}
        timeMs={decision.timeMs}
        runner={decision.runner}
        of={`${decision.challengeTitle}, ${decision.categoryTitle}`}
      >
        {fromMs !== null && toMs !== null && (
          <p className="figures text-sm">
            {formatDuration(fromMs, 'milliseconds')} → {formatDuration(toMs, 'milliseconds')}
          </p>
        )}
        {decision.submissionId === null && <p className="text-sm text-muted">Withdrawn since.</p>}
        {decision.reason && <p className="line-clamp-2 text-sm break-words text-muted">{decision.reason}</p>}
      </RunLine>
      <span className="flex items-center gap-2 text-sm sm:w-48">
        <Badge tone={tone}>{words}</Badge>
        <span className="text-muted">by {decision.verifier ?? 'somebody who left'}</span>
      </span>
      <TimeAgo at={decision.at} className="text-right text-sm text-muted max-sm:ml-auto sm:w-28" />
    </li>
  )
}

const acts: Record<Decision['kind'], readonly [words: string, tone: BadgeTone]> = {
  approve: ['Approved', 'ahead'],
  reject: ['Rejected', 'behind'],
  unverify: ['Taken back', 'gold'],
  retime: ['Retimed', 'plain'],
  claim: ['Claimed', 'plain'],
  release: ['Given back', 'plain'],
  lapse: ['Claim ran out', 'plain'],
}
