import { Button } from '@shiplap/ui/button'
import { Field } from '@shiplap/ui/field'
import { LinkButton } from '@shiplap/ui/link-button'
import { Select } from '@shiplap/ui/select'
import Link from 'next/link'
import { hrefOf, type JobFilter } from './job-filter.ts'

/** Narrows the list by kind and by what a payload says. A plain form: it works before any script has come. */
export function FilterForm({
  filter,
  kinds,
}: {
  readonly filter: JobFilter
  readonly kinds: readonly string[]
}) {
  const isFiltered = Object.keys(filter).length > 0
  return (
    <form action="/admin/jobs" className="flex flex-wrap items-end gap-2 pb-4">
      {filter.state && <input type="hidden" name="state" value={filter.state} />}
      {filter.fingerprint && <input type="hidden" name="error" value={filter.fingerprint} />}
      <div className="w-full sm:w-56">
        <Select
          name="kind"
          label="Kind"
          key={filter.kind}
          defaultValue={filter.kind ?? ''}
          options={[
            { value: '', label: 'Every kind' },
            ...kinds.map((kind) => ({ value: kind, label: kind })),
          ]}
        />
      </div>
      <div className="min-w-0 flex-1 sm:max-w-xs">
        <Field name="q" type="search" label="In the arguments" maxLength={200} defaultValue={filter.text} />
      </div>
      <Button type="submit" className="h-10! sm:h-9!">
        Find
      </Button>
      {isFiltered && (
        <LinkButton as={Link} href={hrefOf({})} variant="quiet" className="h-10! sm:h-9!">
          Show all
        </LinkButton>
      )}
    </form>
  )
}
