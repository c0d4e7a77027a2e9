'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Button } from '@shiplap/ui/button'
import { Field } from '@shiplap/ui/field'
import { toast } from '@shiplap/ui/toast'
import { useRouter } from 'next/navigation'
import type { FormEvent } from 'react'
import { wordsFor } from '../../../account/account-words.ts'

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
        <Field
          name="username"
          label="Username"
          hint="3 to 30 letters, digits, dots, dashes or underscores. Everybody sees it."
          error={update.error && wordsFor(refusalOf(update.error))}
          defaultValue={username}
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={30}
          required
        />
      </div>
      <Button type="submit" pending={update.isPending}>
        Rename me
      </Button>
    </form>
  )
}
