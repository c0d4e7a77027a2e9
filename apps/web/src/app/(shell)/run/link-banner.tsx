import type { DeskState } from '@shiplap/client/run/run-desk'
import { Banner } from '@shiplap/ui/banner'
import Link from 'next/link'

/** Says what has not reached the server, and what that means for the run. */
export function LinkBanner({ link, waiting }: Pick<DeskState, 'link' | 'waiting'>) {
  if (link === 'well' || waiting === 0) return null
  const what = waiting === 1 ? 'One press is' : `${waiting} presses are`
  if (link === 'signed-out')
    return (
      <Banner
        tone="problem"
        action={
          <Link href="/sign-in?next=/run" className="font-medium underline">
            Sign in
          </Link>
        }
      >
        You are signed out. {what} kept here and will be sent once you sign in again.
      </Banner>
    )
  return (
    <Banner tone="offline">
      The server can't be reached. {what} kept here and sent in order as soon as it can; the official time is
      when it arrives.
    </Banner>
  )
}
