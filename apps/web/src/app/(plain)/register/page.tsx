import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { safeNext } from '../../../account/safe-next.ts'
import { serverApi } from '../../../server/server-api.ts'
import { whoIsHere } from '../../../server/visitor.ts'
import { PlainHead } from '../plain-head.tsx'
import { RegisterForm } from './register-form.tsx'

export const metadata: Metadata = { title: 'Register' }

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function RegisterPage({ searchParams }: Props) {
  const { next } = await searchParams
  const target = safeNext(typeof next === 'string' ? next : undefined)
  if ((await whoIsHere()) !== null) redirect(target)
  const { openRegistration, passwordLeast } = await (await serverApi()).account.rules()
  if (!openRegistration)
    return (
      <PlainHead title="Registration is closed">
        <p className="pt-2">New accounts are made by invitation here. Ask whoever runs this place.</p>
        <p className="pt-6">
          <Link href="/sign-in">Sign in</Link>
        </p>
      </PlainHead>
    )
  return (
    <>
      <PlainHead title="Register" />
      <RegisterForm next={target} passwordLeast={passwordLeast} />
      <p className="pt-8 text-sm text-muted">
        Have an account? <Link href={`/sign-in?next=${encodeURIComponent(target)}`}>Sign in</Link>
      </p>
    </>
  )
}
