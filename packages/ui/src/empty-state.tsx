import type { ReactNode } from 'react'

type EmptyStateProps = {
  readonly title: string
  /** What to do so that it is not empty any more. */
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** Nothing here yet, and what would change that. Three bare boards stand for the wall to be. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-3 border-l-2 border-line px-4 py-5 sm:px-5">
      <div className="flex flex-col gap-1">
        <p className="text-lg font-semibold">{title}</p>
        {children && <div className="max-w-prose text-sm text-muted">{children}</div>}
      </div>
      {action}
    </div>
  )
}
