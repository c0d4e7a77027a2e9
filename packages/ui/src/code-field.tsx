import { controlClass, FieldFrame, type FieldProps } from './field.tsx'

type CodeFieldProps = Omit<FieldProps, 'type' | 'inputMode' | 'autoComplete' | 'maxLength'> & {
  readonly digits?: number
}

/** A one-time code is one input: it pastes, fills in from the mail or the phone, and is read as one number. */
export function CodeField({ label, hint, error, id, className, digits = 6, ...input }: CodeFieldProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error} id={id}>
      {(aria) => (
        <input
          autoCorrect="off"
          spellCheck={false}
          placeholder={'0'.repeat(digits)}
          {...input}
          {...aria}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          title={`${digits} digits`}
          pattern={`[0-9\\s]{${digits},${digits + 2}}`}
          maxLength={digits + 2}
          className={`${controlClass} figures h-12! text-xl! tracking-[0.3em]! ${className ?? ''}`}
        />
      )}
    </FieldFrame>
  )
}
