import type { ReactNode } from 'react'
import { PlainFrame } from '../../shell/plain-frame.tsx'

/** Pages without the rail and without the cache: sign-in and its like, kept small. */
export default function PlainLayout({ children }: { readonly children: ReactNode }) {
  return <PlainFrame>{children}</PlainFrame>
}
