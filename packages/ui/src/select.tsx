import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { controlClass, FieldFrame, type FieldWords } from './field.tsx'

export type SelectOption = { readonly value: string; readonly label: string; readonly disabled?: boolean }

type SelectProps = FieldWords & ComponentProps<'select'> & { readonly options: readonly SelectOption[] }

/** One of a few, by the browser's own list: it works on a phone, by typing, and without a script. */
export function Select({ label, hint, error, id, className, options, ...select }: SelectProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error} id={id}>
      {(aria) => (
        <div className="relative">
          <select {...select} {...aria} className={`${controlClass} appearance-none pr-9 ${className ?? ''}`}>
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
      )}
    </FieldFrame>
  )
}
