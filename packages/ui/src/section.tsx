import { type ReactNode, useId } from 'react'

type SectionProps = {
  readonly title: ReactNode
  /** A link or a count at the far end of the heading. */
  readonly aside?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}

/** A block of rows under its heading. */
export function Section({ title, aside, children, className = '' }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={`pb-8 ${className}`}>
      <div className="flex min-h-8 items-center justify-between gap-4">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {aside && <div className="text-sm text-muted">{aside}</div>}
      </div>
      {children}
    </section>
  )
}
