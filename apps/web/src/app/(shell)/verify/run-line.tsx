import { Duration } from '@shiplap/ui/duration'
import Link from 'next/link'
import type { ReactNode } from 'react'

type RunLineProps = {
  /** Null when it was withdrawn since; the run is still there. */
  readonly submissionId: string | null
  readonly runId: string
  readonly timeMs: number
  readonly runner: string
  /** What was run. */
  readonly of: string
  readonly children?: ReactNode
}

/** What a row of the reviews begins with: a time, and whose run of what it is. A press anywhere in the row leads there. */
export function RunLine({ submissionId, runId, timeMs, runner, of, children }: RunLineProps) {
  return (
    <>
      <Duration ms={timeMs} className="w-20 font-medium" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="truncate">
          <Link
            href={submissionId === null ? `/runs/${runId}` : `/verify/${submissionId}`}
            className="font-medium no-underline after:absolute after:inset-0 hover:underline"
          >
            {runner}
          </Link>
          <span className="text-muted"> · {of}</span>
        </p>
        {children}
      </div>
    </>
  )
}
