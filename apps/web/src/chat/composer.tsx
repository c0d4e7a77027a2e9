'use client'
import { api } from '@shiplap/client/react'
import { longestMessage } from '@shiplap/domain/message'
import { Button } from '@shiplap/ui/button'
import { Countdown } from '@shiplap/ui/countdown'
import { controlClass } from '@shiplap/ui/field'
import { SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, type Ref, useEffect, useRef } from 'react'
import { keepDraft } from './outbox.ts'

const typingEveryMs = 3_000
const counterFrom = longestMessage - 500

/** Where one writes. Enter sends, Shift and Enter begin a new line; what is typed is kept until it is sent. */
export function Composer({
  room,
  title,
  accountId,
  isReady,
  draft,
  onDraft,
  waitMs,
  onWaited,
  onSend,
  onEditLast,
  area,
}: {
  readonly room: string
  readonly title: string
  readonly accountId: string
  /** False until the script runs: what was typed before would be lost. */
  readonly isReady: boolean
  readonly draft: string
  readonly onDraft: (draft: string) => void
  /** How long the limit lets nothing through; null when it does. */
  readonly waitMs: number | null
  readonly onWaited: () => void
  readonly onSend: (body: string) => void
  readonly onEditLast: () => void
  readonly area: Ref<HTMLTextAreaElement>
}) {
  const typing = api.room.typing.useMutation()
  const toldAt = useRef(-typingEveryMs)
  useEffect(() => {
    if (isReady) keepDraft(accountId, room, draft)
  }, [isReady, accountId, room, draft])
  const isBlank = draft.trim() === ''
  const isTooLong = draft.length > longestMessage

  const change = (text: string) => {
    onDraft(text)
    if (text.trim() === '' || performance.now() - toldAt.current < typingEveryMs) return
    toldAt.current = performance.now()
    typing.mutate({ room })
  }
  const send = () => {
    if (isBlank || isTooLong || waitMs !== null) return
    onSend(draft)
    toldAt.current = -typingEveryMs
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      send()
    }
    if (event.key === 'ArrowUp' && draft === '') {
      event.preventDefault()
      onEditLast()
    }
  }
  return (
    <form
      data-foot="composer"
      className="flex items-start gap-2 pt-2"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="min-w-0 flex-1">
        <textarea
          ref={area}
          value={draft}
          rows={1}
          dir="auto"
          readOnly={!isReady}
          aria-label={`Message to ${title}`}
          aria-describedby="composer-note"
          aria-invalid={isTooLong || undefined}
          placeholder={`Message to ${title}`}
          onChange={(event) => change(event.target.value)}
          onKeyDown={press}
          className={`${controlClass} field-sizing-content h-auto! max-h-48 min-h-10 resize-none py-2`}
        />
        <p id="composer-note" className="min-h-4 text-xs text-muted">
          {waitMs !== null && <Countdown ms={waitMs} label="You can send again in" onEnd={onWaited} />}
          {draft.length > counterFrom && (
            <span className={`figures ${isTooLong ? 'text-danger' : ''}`}>
              {draft.length} of {longestMessage} characters
            </span>
          )}
        </p>
      </div>
      <Button
        type="submit"
        variant="primary"
        aria-label="Send"
        disabledReason={
          waitMs !== null
            ? 'Too many messages in a short time'
            : isTooLong
              ? 'The message is too long'
              : isBlank && 'Write something first'
        }
        className="h-10!"
      >
        <SendHorizontal aria-hidden="true" className="size-4" />
      </Button>
    </form>
  )
}
