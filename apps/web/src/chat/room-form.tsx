'use client'
import { Field } from '@shiplap/ui/field'
import type { ReactNode } from 'react'

export type RoomNames = { readonly title: string; readonly topic: string }

/** What a room is called and what it is about, and what else its `children` ask. */
export function RoomForm({
  names,
  error,
  onChange,
  onSubmit,
  children,
}: {
  readonly names: RoomNames
  readonly error: string | null | undefined
  readonly onChange: (names: RoomNames) => void
  readonly onSubmit: () => void
  readonly children: ReactNode
}) {
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <Field
        label="Name"
        value={names.title}
        maxLength={80}
        autoFocus
        error={error}
        onChange={(event) => onChange({ ...names, title: event.target.value })}
      />
      <Field
        label="What it is about"
        value={names.topic}
        maxLength={300}
        onChange={(event) => onChange({ ...names, topic: event.target.value })}
      />
      {children}
    </form>
  )
}
