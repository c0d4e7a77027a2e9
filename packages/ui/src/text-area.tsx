import type { ComponentProps } from 'react'
import { controlClass, FieldFrame, type FieldWords } from './field.tsx'

/** Several lines of text with their label; grows with what is typed. */
export function TextArea({
  label,
  hint,
  error,
  id,
  className,
  ...area
}: FieldWords & ComponentProps<'textarea'>) {
  return (
    <FieldFrame label={label} hint={hint} error={error} id={id}>
      {(aria) => (
        <textarea
          rows={3}
          {...area}
          {...aria}
          className={`${controlClass} field-sizing-content h-auto! min-h-20 py-2 ${className ?? ''}`}
        />
      )}
    </FieldFrame>
  )
}
