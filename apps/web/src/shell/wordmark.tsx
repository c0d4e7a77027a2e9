/** Three boards, each lapping the one beneath, and the name. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 text-lg font-bold tracking-tight text-ink">
      <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5 fill-current">
        <path d="M0 2h14v4.5H0zM3 7.75h17v4.5H3zM0 13.5h11V18H0z" />
      </svg>
      Shiplap
    </span>
  )
}
