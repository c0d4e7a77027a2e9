import { buttonClass } from '@shiplap/ui/button-class'
import { controlClass } from '@shiplap/ui/field'
import type { ListAsked } from './list-of-address.ts'

type FindRunnerProps = {
  readonly asked: ListAsked
  readonly sought: string | undefined
  readonly missing: boolean
}

/** Goes to where a runner stands, or narrows the list to a stack. A form that needs no script. */
export function FindRunner({ asked, sought, missing }: FindRunnerProps) {
  return (
    <search aria-label="On this board">
      <form method="get" className="flex flex-wrap items-center gap-2 pb-3">
        <KeptFilters asked={asked} />
        <label className="sr-only" htmlFor="stack">
          Stack
        </label>
        <input
          id="stack"
          name="stack"
          defaultValue={asked.stack ?? ''}
          placeholder="Any stack"
          autoCapitalize="none"
          autoComplete="off"
          className={`${controlClass} w-24! flex-1 sm:h-8! sm:w-32! sm:flex-none`}
        />
        <label className="sr-only" htmlFor="around">
          Runner
        </label>
        <input
          id="around"
          name="around"
          defaultValue={sought ?? ''}
          placeholder="Find a runner"
          autoCapitalize="none"
          autoComplete="off"
          aria-describedby={missing ? 'not-standing' : undefined}
          className={`${controlClass} w-28! flex-1 sm:h-8! sm:w-40! sm:flex-none`}
        />
        <button type="submit" className={`${buttonClass({})} h-10! sm:h-8!`}>
          Show
        </button>
        {missing && (
          <p id="not-standing" role="status" className="text-sm text-danger">
            {sought} does not stand on this list.
          </p>
        )}
      </form>
    </search>
  )
}

function KeptFilters({ asked }: { readonly asked: ListAsked }) {
  const kept = {
    assist: asked.assistance,
    standing: asked.standing,
    window: asked.window,
    evidence: asked.evidence,
  }
  return Object.entries(kept).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))
}
