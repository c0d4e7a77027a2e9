'use client'
import { Duration } from '@shiplap/ui/duration'
import { Section } from '@shiplap/ui/section'
import type { WatchedRun } from '../../../../run/view.ts'

type TimelineProps = {
  readonly run: WatchedRun
  /** Where the run starts in its video; null without one. */
  readonly videoStartMs: number | null
  readonly onSeek: (ms: number) => void
}

// A verifier wants to see what led to the split too.
const leadMs = 5_000

/** The splits in order; each goes to its moment in the video, a little before it. */
export function Timeline({ run, videoStartMs, onSeek }: TimelineProps) {
  return (
    <Section title="Splits" className="pb-0!">
      <ol>
        {run.milestones.map(({ position, title, splitMs, segmentMs, skipped }) => (
          <li key={position} className="lap flex min-h-9 items-center gap-3 bg-board px-3 text-base">
            <span aria-hidden="true" className="figures w-5 text-right text-xs text-faint">
              {position}
            </span>
            <span className="min-w-0 flex-1 truncate">{title}</span>
            {segmentMs !== null && <Duration ms={segmentMs} className="text-sm text-muted max-sm:hidden" />}
            {skipped && <span className="text-xs text-muted">skipped</span>}
            {splitMs !== null && videoStartMs !== null && (
              <button
                type="button"
                className="min-h-6 rounded-sm px-1 text-sm underline hover:bg-hover"
                onClick={() => onSeek(Math.max(0, videoStartMs + splitMs - leadMs))}
              >
                <Duration ms={splitMs} />
                <span className="sr-only"> in the video</span>
              </button>
            )}
            {splitMs !== null && videoStartMs === null && <Duration ms={splitMs} className="text-sm" />}
          </li>
        ))}
      </ol>
    </Section>
  )
}
