/** The first thing Tab reaches: past the rail, to the page itself. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-50 -translate-y-16 rounded-sm bg-solid px-3 py-2 text-sm font-medium text-on-solid no-underline focus:translate-y-0"
    >
      Skip to the page
    </a>
  )
}
