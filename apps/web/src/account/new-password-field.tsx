import type { FieldWords } from '@shiplap/ui/field'
import { PasswordField } from '@shiplap/ui/password-field'

/** A password to be: the rule stands above it before anybody types. */
export function NewPasswordField({
  least,
  label = 'New password',
  error,
  autoFocus,
}: {
  readonly least: number
  readonly label?: string
  readonly error?: FieldWords['error']
  readonly autoFocus?: boolean
}) {
  return (
    <PasswordField
      name="password"
      label={label}
      hint={`At least ${least} characters of any kind; a few words do well. Passwords that everybody knows are refused.`}
      error={error}
      autoComplete="new-password"
      autoFocus={autoFocus}
      maxLength={1024}
      required
    />
  )
}
