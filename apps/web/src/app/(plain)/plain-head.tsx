import type { ReactNode } from 'react'

/** How each small page begins. */
export function PlainHead({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <header className="pb-6">
      <h1 className="text-xl font-semibold text-balance">{title}</h1>
      {children && <div className="text-base text-muted">{children}</div>}
    </header>
  )
}
