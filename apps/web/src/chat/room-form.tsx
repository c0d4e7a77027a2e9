'use client'
import { Field } from '@shiplap/ui/field'

export type RoomNames = { readonly title: string; readonly topic: string }

/** What a room is called and what it is about. */
export function RoomNameFields({
  names,
  error,
  onChange,
}: {
  readonly names: RoomNames
  readonly error: string | null | undefined
  readonly onChange: (names: RoomNames) => void
}) {
  return (
    <>
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
    </>
  )
}
