type SparklineProps = {
  readonly values: readonly number[]
  /** What the line shows, in words with its figures: "Jobs per minute, 12 now, 40 at most". */
  readonly label: string
  readonly className?: string
}

/** A course at a glance, drawn as steps: each value holds until the next. */
export function Sparkline({ values, label, className = 'h-6 w-24 text-muted' }: SparklineProps) {
  const most = Math.max(1, ...values)
  const width = 100 / Math.max(1, values.length)
  const path = values
    .map((value, at) => {
      const y = (23 - (value / most) * 22).toFixed(1)
      return `${at === 0 ? 'M' : 'L'}${(at * width).toFixed(1)} ${y}H${((at + 1) * width).toFixed(1)}`
    })
    .join('')
  return (
    <svg viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label={label} className={className}>
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
