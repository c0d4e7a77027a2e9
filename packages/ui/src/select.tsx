import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { controlClass, FieldFrame, type FieldWords } from './field.tsx'

export type SelectOption = { readonly value: string; readonly label: string; readonly disabled?: boolean }

type BareSelectProps = ComponentProps<'select'> & { readonly options: readonly SelectOption[] }

/** One of a few, by the browser's own list: it works on a phone, by typing, and without a script. */
export function Select({ label, hint, error, id, ...select }: FieldWords & BareSelectProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error} id={id}>
      {(aria) => <BareSelect {...select} {...aria} />}
    </FieldFrame>
  )
}

/** The same within a row, where an `aria-label` names it. `className` sets the width of the whole. */
export function BareSelect({ className = 'w-full', options, ...select }: BareSelectProps) {
  return (
    <div className={`relative ${className}`}>
      <select {...select} className={`${controlClass} appearance-none pr-9`}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
      />
    </div>
  )
}
