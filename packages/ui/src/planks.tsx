type PlanksProps = {
  readonly done: number
  readonly total: number
  readonly className?: string
}

/** How far a run has come: one plank for each milestone, nailed or still to come. The figures say the same. */
export function Planks({ done, total, className = '' }: PlanksProps) {
  return (
    <span className={`inline-flex items-center gap-2 ${className}`}>
      <span aria-hidden="true" className="inline-flex gap-0.5">
        {Array.from({ length: total }, (_, at) => (
          // A plank has no identity but its place.
          <span key={at} className={`h-2.5 w-1.5 ${at < done ? 'bg-ink' : 'bg-line'}`} />
        ))}
      </span>
      <span className="figures text-xs text-muted">
        {done}/{total}
        <span className="sr-only"> milestones</span>
      </span>
    </span>
  )
}
