'use client'
import { Failure } from '../shell/failure.tsx'
import { PlainFrame } from '../shell/plain-frame.tsx'

/** What the frame of a page could not be drawn for, as when the database is away, and pages without a frame. */
export default function FrameFailed(props: React.ComponentProps<typeof Failure>) {
  return (
    <PlainFrame>
      <Failure {...props} />
    </PlainFrame>
  )
}
