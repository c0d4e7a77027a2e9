'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Button } from '@shiplap/ui/button'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { wordsFor } from '../../../account/account-words.ts'
import { useProof } from './proof.tsx'

/** Has one's data gathered in the background, and saves it when it is there. */
export function ExportData() {
  const withProof = useProof()
  const exported = api.account.exported.useQuery(undefined, {
    refetchInterval: ({ state }) => (state.data && state.data.readyAt === null ? 1_000 : false),
  })
  const gather = api.account.export.useMutation({ onSuccess: () => void exported.refetch() })
  const waiting = exported.data?.readyAt === null
  const ready = exported.data?.readyAt ?? null
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-sm text-muted">
        Everything we keep of you, as JSON: account, devices, sign-ins, runs, submissions, messages.
      </p>
      {gather.error && (
        <p role="alert" className="text-sm text-danger">
          {wordsFor(refusalOf(gather.error))}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {/* A refusal stands in `gather.error`. */}
        <Button
          pending={gather.isPending || waiting}
          onClick={() => void withProof(() => gather.mutateAsync()).catch(() => {})}
        >
          {waiting ? 'Gathering' : 'Gather my data'}
        </Button>
        {ready && (
          <>
            <Button variant="primary" onClick={() => save(exported.data?.content ?? '')}>
              Save
            </Button>
            <span className="text-sm text-muted">
              gathered <TimeAgo at={ready} />
            </span>
          </>
        )}
      </div>
    </div>
  )
}

function save(content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'shiplap-account.json'
  link.click()
  URL.revokeObjectURL(url)
}
