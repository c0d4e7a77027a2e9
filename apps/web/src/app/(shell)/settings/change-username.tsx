'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Button } from '@shiplap/ui/button'
import { toast } from '@shiplap/ui/toast'
import { useRouter } from 'next/navigation'
import type { FormEvent } from 'react'
import { wordsFor } from '../../../account/account-words.ts'
import { UsernameField } from '../../../account/username-field.tsx'

export function ChangeUsername({ username }: { readonly username: string }) {
  const router = useRouter()
  const update = api.account.update.useMutation({
    onSuccess(account) {
      toast({ message: `You are ${account.username} now.` })
      router.refresh()
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('username')).trim()
    if (typed !== username) update.mutate({ username: typed })
  }
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-3">
      <div className="w-full">
        <UsernameField error={update.error && wordsFor(refusalOf(update.error))} defaultValue={username} />
      </div>
      <Button type="submit" pending={update.isPending}>
        Rename me
      </Button>
    </form>
  )
}
