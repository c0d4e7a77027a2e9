'use client'
import { lazy, Suspense } from 'react'

// Every page carries this one, so what it shows comes when it is needed: 6 KB otherwise. Does it not come, the last resort says so.
const FrameFailed = lazy(async () => ({
  default: (await import('../shell/frame-failed.tsx')).FrameFailed,
}))

/** What the frame of a page could not be drawn for, as when the database is away, and pages without a frame. */
export default function AnyFailed(props: React.ComponentProps<typeof FrameFailed>) {
  return (
    <Suspense>
      <FrameFailed {...props} />
    </Suspense>
  )
}
