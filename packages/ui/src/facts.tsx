import type { ReactNode } from 'react'

export type Fact = { readonly name: string; readonly value: ReactNode }

/** A few facts side by side: `PB 21:05.8   WR 9:58.2   runs 14`. */
export function Facts({
  facts,
  className = '',
}: {
  readonly facts: readonly Fact[]
  readonly className?: string
}) {
  return (
    <dl className={`flex flex-wrap gap-x-6 gap-y-2 ${className}`}>
      {facts.map((fact) => (
        <div key={fact.name} className="flex items-baseline gap-2">
          <dt className="text-xs text-muted">{fact.name}</dt>
          <dd className="figures text-sm">{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
