import type { ReactNode } from 'react'

type PageHeadProps = {
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** The name of a page, a sentence about it, and what can be done with the whole of it. */
export function PageHead({ title, children, actions }: PageHeadProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 pb-5">
      <div className="min-w-0">
        <h1 className="text-xl font-semibold">{title}</h1>
        {children && <div className="max-w-prose pt-0.5 text-sm text-muted">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  )
}
