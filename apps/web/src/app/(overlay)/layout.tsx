import type { ReactNode } from 'react'
import { Providers } from '../../shell/providers.tsx'

/** Pages that lie over a video: nothing around them, and no ground of their own. */
export default function OverlayLayout({ children }: { readonly children: ReactNode }) {
  return <Providers>{children}</Providers>
}
