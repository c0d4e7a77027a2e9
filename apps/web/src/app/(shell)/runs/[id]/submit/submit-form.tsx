'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { parseDuration } from '@shiplap/domain/duration'
import type { Package } from '@shiplap/domain/manifest'
import { embedUrl, isPublicLink } from '@shiplap/domain/video'
import { Button } from '@shiplap/ui/button'
import { Field } from '@shiplap/ui/field'
import { TextArea } from '@shiplap/ui/text-area'
import { type FormEvent, useState } from 'react'
import { wordsOf } from '../../../../../run/run-words.ts'
import { PackagesField } from './packages-field.tsx'
import { readForm } from './read-form.ts'
import type { Submission } from './submission.ts'

type SubmitFormProps = {
  readonly runId: string
  /** What was rejected and is now sent again. */
  readonly rejected: Submission | null
  /** What was sent before, to go on from. */
  readonly last: Submission['revisions'][number] | undefined
  readonly onSent: (submission: Submission) => void
}

/** What goes to the verifier beside the splits. Nothing is required; what is missing may be asked for. */
export function SubmitForm({ runId, rejected, last, onSent }: SubmitFormProps) {
  const [packages, setPackages] = useState<readonly Package[]>(last?.packages ?? [])
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const sent = { onSuccess: onSent }
  const creating = api.submission.create.useMutation(sent)
  const resubmitting = api.submission.resubmit.useMutation(sent)
  const failed = creating.error ?? resubmitting.error

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const read = readForm(new FormData(event.currentTarget))
    setErrors(read.errors)
    const firstBad = Object.keys(read.errors)[0]
    if (firstBad !== undefined) {
      const field = event.currentTarget.elements.namedItem(firstBad)
      if (field instanceof HTMLElement) field.focus()
      return
    }
    const revision = { ...read.revision, packages: [...packages] }
    if (rejected === null) creating.mutate({ runId, ...revision })
    else resubmitting.mutate({ submissionId: rejected.id, ...revision })
  }

  return (
    <form onSubmit={send} noValidate className="flex flex-col gap-5">
      <VideoFields last={last} errors={errors} />
      <div className="grid gap-5 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Field
          label="Repository"
          name="repositoryUrl"
          type="url"
          inputMode="url"
          hint="Where the code can be read."
          placeholder="https://"
          defaultValue={last?.repositoryUrl ?? ''}
          error={errors.repositoryUrl}
        />
        <Field
          label="Commit"
          name="commitHash"
          hint="What stood at the finish."
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={last?.commitHash ?? ''}
          error={errors.commitHash}
        />
      </div>
      <PackagesField packages={packages} onChange={setPackages} />
      <TextArea
        label="Notes"
        name="notes"
        hint="Anything the verifier should know."
        maxLength={4_000}
        defaultValue={last?.notes ?? ''}
      />
      <div className="flex flex-wrap items-center gap-4">
        <Button
          type="submit"
          variant="primary"
          size="large"
          pending={creating.isPending || resubmitting.isPending}
        >
          {rejected === null ? 'Submit the run' : 'Send it again'}
        </Button>
        {failed && (
          <p role="alert" className="text-sm text-danger">
            {wordsOf(refusalOf(failed)?.reason)}
          </p>
        )}
      </div>
    </form>
  )
}

function VideoFields({
  last,
  errors,
}: {
  readonly last: Submission['revisions'][number] | undefined
  readonly errors: Readonly<Record<string, string>>
}) {
  const [url, setUrl] = useState(last?.videoUrl ?? '')
  const start = last && last.videoStartMs > 0 ? clock(last.videoStartMs) : ''
  return (
    <div className="grid gap-5 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <Field
        label="Video"
        name="videoUrl"
        type="url"
        inputMode="url"
        hint={videoHint(url)}
        placeholder="https://"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        error={errors.videoUrl}
      />
      <Field
        label="The run starts at"
        name="videoStart"
        hint="Minutes and seconds in the video."
        inputMode="numeric"
        placeholder="0:00"
        defaultValue={start}
        error={errors.videoStart}
      />
    </div>
  )
}

function videoHint(url: string): string {
  if (url === '' || !isPublicLink(url)) return 'YouTube, Twitch, Vimeo or PeerTube play beside your splits.'
  return embedUrl(url, { startMs: 0, parent: 'localhost' })
    ? 'Will play beside your splits.'
    : 'Will be shown as a link.'
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return parseDuration(text) === null ? '' : text
}
