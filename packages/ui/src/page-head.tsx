import type { ReactNode } from 'react'

type PageHeadProps = {
  /** The one h1 of the page. */
  readonly title: ReactNode
  /** What the page is for, or where it stands: one line. */
  readonly sub?: ReactNode
  readonly actions?: ReactNode
}

/** How each page begins. */
export function PageHead({ title, sub, actions }: PageHeadProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pb-5">
      <div className="min-w-0">
        <h1 className="text-xl font-semibold text-balance break-words">{title}</h1>
        {sub && <p className="max-w-prose text-base text-muted">{sub}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
