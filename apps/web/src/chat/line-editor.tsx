'use client'
import { longestMessage } from '@shiplap/domain/message'
import { Button } from '@shiplap/ui/button'
import { controlClass } from '@shiplap/ui/field'
import { useEffect, useRef, useState } from 'react'

/** A message of one's own, opened for editing in its place. Enter saves, Escape leaves it as it was. */
export function LineEditor({
  body,
  pending,
  onSave,
  onCancel,
}: {
  readonly body: string
  readonly pending: boolean
  readonly onSave: (body: string) => void
  readonly onCancel: () => void
}) {
  const [text, setText] = useState(body)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    area.current?.focus()
    area.current?.setSelectionRange(body.length, body.length)
  }, [body])
  const whyNot =
    text.trim() === ''
      ? 'A message says something; to take it away, remove it'
      : text.length > longestMessage && 'The message is too long'
  const save = () => {
    if (whyNot === false) onSave(text)
  }
  return (
    <form
      className="flex flex-col gap-2 py-2 pl-9"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <textarea
        ref={area}
        value={text}
        dir="auto"
        aria-label="Edit your message"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel()
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          save()
        }}
        className={`${controlClass} field-sizing-content h-auto! max-h-48 resize-none py-2`}
      />
      <div className="flex gap-2">
        <Button type="submit" size="small" variant="primary" pending={pending} disabledReason={whyNot}>
          Save
        </Button>
        <Button size="small" variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
