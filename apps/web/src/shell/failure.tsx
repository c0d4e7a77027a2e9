'use client'
import { Button } from '@shiplap/ui/button'
import { useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { Notice } from './notice.tsx'

type FailureProps = { readonly error: Error & { readonly digest?: string }; readonly reset: () => void }

/** Something we did not expect. Nothing of its inside is shown; the digest finds it in the log. */
export function Failure({ error, reset }: FailureProps) {
  const router = useRouter()
  const again = () =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  return (
    <Notice mark="500" title="This page failed." action={<Button onClick={again}>Try again</Button>}>
      {/* What fails may fail before the page has said what it is called. */}
      <title>This page failed · Shiplap</title>
      <p>That is a fault of ours, not of yours. Nothing that was confirmed to you is lost.</p>
      {error.digest && (
        <p className="pt-2 text-sm">
          For whoever runs this place: <span className="figures">{error.digest}</span>
        </p>
      )}
    </Notice>
  )
}
