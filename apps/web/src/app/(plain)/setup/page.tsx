import type { Metadata } from 'next'
import Link from 'next/link'
import { serverApi } from '../../../server/server-api.ts'
import { orNotFound } from '../../../server/visitor.ts'
import { PlainHead } from '../plain-head.tsx'
import { SetUpForm } from './set-up-form.tsx'

export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' }

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SetUpPage({ searchParams }: Props) {
  const { token } = await searchParams
  const api = await serverApi()
  const good =
    typeof token === 'string' &&
    token.length <= 200 &&
    token !== '' &&
    (await orNotFound(api.account.canSetUp({ token })))
  if (!good)
    return (
      <PlainHead title="Nothing to set up">
        <p className="pt-2">
          This place has its administrator, or the link is not the one that was printed when it started.
        </p>
        <p className="pt-6">
          <Link href="/sign-in">Sign in</Link>
        </p>
      </PlainHead>
    )
  const { passwordLeast } = await api.account.rules()
  return (
    <>
      <PlainHead title="Set up this place">
        <p className="pt-2">You become its first administrator. This link works once.</p>
      </PlainHead>
      <SetUpForm token={token} passwordLeast={passwordLeast} />
    </>
  )
}
