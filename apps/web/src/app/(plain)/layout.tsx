import type { ReactNode } from 'react'

/** Pages without the rail and without the cache: sign-in and its like, kept small. */
export default function PlainLayout({ children }: { readonly children: ReactNode }) {
  return <main id="main">{children}</main>
}
