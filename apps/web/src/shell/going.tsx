import clsx from 'clsx'
import { useLinkStatus } from 'next/link'

/** Within a link: a line while its page is on the way, seen only when that takes longer than a blink. */
export function Going() {
  const { pending } = useLinkStatus()
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'absolute inset-x-0 bottom-0 h-0.5 bg-pb transition-opacity',
        pending ? 'opacity-100 delay-150' : 'opacity-0',
      )}
    />
  )
}
