import { Failure } from './failure.tsx'
import { PlainFrame } from './plain-frame.tsx'

/** Says that a page failed where nothing stands around it. */
export function FrameFailed(props: React.ComponentProps<typeof Failure>) {
  return (
    <PlainFrame>
      <Failure {...props} />
    </PlainFrame>
  )
}
