'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Button } from '@shiplap/ui/button'
import { Field } from '@shiplap/ui/field'
import { useState } from 'react'
import { wordsOf } from '../../../../../chat/chat-words.ts'

/** Lets somebody in by name. */
export function AddPerson({ room }: { readonly room: string }) {
  const [username, setUsername] = useState('')
  const utils = api.useUtils()
  const add = api.room.add.useMutation({
    onSuccess() {
      setUsername('')
      void utils.room.invalidate()
    },
  })
  return (
    <form
      className="flex items-start gap-2 pb-6"
      onSubmit={(event) => {
        event.preventDefault()
        if (username.trim() !== '') add.mutate({ room, username: username.trim() })
      }}
    >
      <div className="min-w-0 flex-1">
        <Field
          label="Add somebody"
          placeholder="Username"
          value={username}
          maxLength={60}
          autoComplete="off"
          error={add.error && wordsOf(refusalOf(add.error)?.reason)}
          onChange={(event) => setUsername(event.target.value)}
        />
      </div>
      <Button type="submit" pending={add.isPending} className="mt-6 h-10! sm:h-9!">
        Add
      </Button>
    </form>
  )
}
