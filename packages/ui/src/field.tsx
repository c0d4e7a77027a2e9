import { CircleAlert } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'

export type FieldAria = {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

export type FieldWords = {
  readonly label: ReactNode
  /** Stands before typing begins: the rule, not the scolding. */
  readonly hint?: ReactNode
  readonly error?: ReactNode
}

/** Label, hint and error around any control; the wiring goes to `children`. */
export function FieldFrame({
  label,
  hint,
  error,
  id: givenId,
  children,
}: FieldWords & { readonly id?: string | undefined; readonly children: (aria: FieldAria) => ReactNode }) {
  const ownId = useId()
  const id = givenId ?? ownId
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      <p
        id={`${id}-error`}
        aria-live="polite"
        className="flex items-start gap-1 text-xs text-danger empty:hidden"
      >
        {error && <CircleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" />}
        {error}
      </p>
    </div>
  )
}

export type FieldProps = FieldWords & ComponentProps<'input'>

/** One line of text with its label. Everything else an `<input>` takes goes through. */
export function Field({ label, hint, error, id, className, ...input }: FieldProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error} id={id}>
      {(aria) => <input {...input} {...aria} className={`${controlClass} ${className ?? ''}`} />}
    </FieldFrame>
  )
}

/** The look of everything one types or chooses in. 16 px on phones, or iOS zooms the page. */
export const controlClass =
  'h-10 sm:h-9 w-full min-w-0 rounded-sm border border-edge bg-board px-2.5 text-lg sm:text-base text-ink placeholder:text-faint hover:border-ink aria-invalid:border-danger disabled:border-line disabled:text-faint'
