import type { Metadata } from 'next'
import { Notice } from '../shell/notice.tsx'
import { PlainFrame } from '../shell/plain-frame.tsx'

export const metadata: Metadata = { title: 'Not found' }

/** Also the answer for what one may not see: whether it exists is nobody's business. */
export default function NotFound() {
  return (
    <PlainFrame>
      <Notice mark="404" title="There is no such page.">
        The link may be old, what it showed may be gone, or it belongs to somebody else.
      </Notice>
    </PlainFrame>
  )
}
