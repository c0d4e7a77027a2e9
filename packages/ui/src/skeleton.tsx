/** The place of text that is coming, in its final size, so that nothing moves when it arrives. */
export function Skeleton({ className = 'h-4 w-32' }: { readonly className?: string }) {
  return <span aria-hidden="true" className={`block animate-pulse rounded-sm bg-hover ${className}`} />
}

/** Rows to come, each as high as a row of a table. Says once, quietly, that they are loading. */
export function SkeletonRows({
  rows,
  label = 'Loading',
}: {
  readonly rows: number
  readonly label?: string
}) {
  return (
    <div role="status">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // Rows to come have no identity but their place.
        <div key={row} aria-hidden="true" className="lap flex h-9 items-center justify-between bg-board px-3">
          <Skeleton className={`h-3 ${widths[row % widths.length]}`} />
          <Skeleton className="h-3 w-16" />
        </div>
      ))}
    </div>
  )
}

const widths = ['w-40', 'w-56', 'w-32', 'w-48']
