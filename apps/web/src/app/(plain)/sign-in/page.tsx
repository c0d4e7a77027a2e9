import { Banner } from '@shiplap/ui/banner'
import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { whyOutWords } from '../../../account/account-words.ts'
import { safeNext } from '../../../account/safe-next.ts'
import { serverApi } from '../../../server/server-api.ts'
import { whoIsHere } from '../../../server/visitor.ts'
import { PlainHead } from '../plain-head.tsx'
import { SignIn } from './sign-in.tsx'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SignInPage({ searchParams }: Props) {
  const { next, reason } = await searchParams
  const target = safeNext(single(next))
  if ((await whoIsHere()) !== null) redirect(target)
  const why = whyOutWords(single(reason))
  const { idleMs } = await (await serverApi()).account.rules()
  return (
    <>
      {why && (
        <div className="pb-6">
          <Banner>{why}</Banner>
        </div>
      )}
      <PlainHead title="Sign in" />
      <SignIn next={target} idleMs={idleMs} />
      <p className="pt-8 text-sm text-muted">
        New here? <Link href={`/register?next=${encodeURIComponent(target)}`}>Register</Link>
      </p>
    </>
  )
}

const single = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined)
