'use client'
import { useLinkToken } from '../../../account/use-link-token.ts'
import { PlainHead } from '../plain-head.tsx'
import { AskForLink } from './ask-for-link.tsx'
import { ChoosePassword } from './choose-password.tsx'

/** With a mailed link: choose a new password. Without: ask for the link. */
export function Reset({ passwordLeast }: { readonly passwordLeast: number }) {
  const token = useLinkToken()
  return token ? (
    <>
      <PlainHead title="Choose a new password">
        <p className="pt-2">It signs you out everywhere. Then you sign in with it.</p>
      </PlainHead>
      <ChoosePassword token={token} passwordLeast={passwordLeast} />
    </>
  ) : (
    <>
      <PlainHead title="Reset your password">
        <p className="pt-2">We send a link to the address of your account. It works for 30 minutes.</p>
      </PlainHead>
      <AskForLink />
    </>
  )
}
