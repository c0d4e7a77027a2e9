/** A row that says why there are no rows, or no more. */
export function Nothing({ children }: { readonly children: string }) {
  return <p className="lap bg-board px-3 py-2 text-sm text-muted">{children}</p>
}
