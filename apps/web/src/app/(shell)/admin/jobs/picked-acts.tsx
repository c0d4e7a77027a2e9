'use client'
import { Button } from '@shiplap/ui/button'
import { Checkbox } from '@shiplap/ui/checkbox'
import type { JobRow } from './job-columns.tsx'
import type { JobAct, useJobActs } from './use-job-acts.ts'
import type { Picked } from './use-picked.ts'

const words: Readonly<Record<JobAct, string>> = { retry: 'Retry', cancel: 'Cancel', runNow: 'Run now' }
const order = ['retry', 'runNow', 'cancel'] as const

/** Acts on the ticked rows: each act on those of them that allow it, and it says how many these are. */
export function PickedActs({
  rows,
  picked,
  acts,
}: {
  readonly rows: readonly JobRow[]
  readonly picked: Picked
  readonly acts: ReturnType<typeof useJobActs>
}) {
  const chosen = rows.filter((row) => picked.has(row.id))
  const offered = order
    .map((act) => ({
      act,
      ids: chosen.filter((row) => row.allowedActions.includes(act)).map(({ id }) => id),
    }))
    .filter(({ ids }) => ids.length > 0)
  if (rows.length === 0) return null
  return (
    <fieldset aria-label="Ticked jobs" className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-3">
      <Checkbox
        label={chosen.length === 0 ? 'Tick all on this page' : `${chosen.length} ticked`}
        checked={picked.isAll}
        onChange={picked.toggleAll}
      />
      {offered.map(({ act, ids }) => (
        <Button
          key={act}
          size="small"
          variant={act === 'cancel' ? 'danger' : 'secondary'}
          pending={acts.isPending}
          onClick={() => {
            acts.onSome(act, ids)
            picked.clear()
          }}
        >
          {ids.length === chosen.length ? words[act] : `${words[act]} ${ids.length}`}
        </Button>
      ))}
      {chosen.length > 0 && offered.length === 0 && (
        <span className="text-sm text-muted">Nothing can be done to these any more.</span>
      )}
    </fieldset>
  )
}
