/** The initials of a name on a plate. The name itself stands beside it, so it says nothing to a screen reader. */
export function Avatar({
  name,
  size = 'medium',
}: {
  readonly name: string
  readonly size?: 'small' | 'medium'
}) {
  return (
    <span
      aria-hidden="true"
      className={`inline-flex shrink-0 items-center justify-center rounded-sm border border-edge font-mono font-semibold [font-stretch:75%] text-muted uppercase ${size === 'small' ? 'size-5 text-[10px]' : 'size-7 text-xs'}`}
    >
      {initials(name)}
    </span>
  )
}

function initials(name: string): string {
  const [first = '', second = ''] = name.split(/[\s._-]+/).filter(Boolean)
  return second ? `${first.slice(0, 1)}${second.slice(0, 1)}` : first.slice(0, 2)
}
