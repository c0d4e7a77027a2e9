import type { RunState } from '@shiplap/domain/run'

const words: Record<RunState, string> = {
  armed: 'Not started',
  running: 'On the clock',
  paused: 'Paused',
  finished: 'Finished',
  abandoned: 'Abandoned',
  expired: 'Ran out of time',
}

/** The state of a run in words; a live one has a mark that beats. */
export function RunningWord({ state }: { readonly state: RunState }) {
  return (
    <p role="status" className="flex items-center gap-2 pt-1.5 text-sm text-muted">
      {state === 'running' && (
        <span aria-hidden="true" className="size-2 animate-pulse rounded-full bg-ahead" />
      )}
      {words[state]}
    </p>
  )
}
