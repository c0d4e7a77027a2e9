import { Field, type FieldWords } from '@shiplap/ui/field'

/** A name that everybody will see. */
export function UsernameField({
  error,
  defaultValue,
}: {
  readonly error?: FieldWords['error']
  readonly defaultValue?: string | undefined
}) {
  return (
    <Field
      name="username"
      label="Username"
      hint="3 to 30 letters, digits, dots, dashes or underscores. Everybody sees it."
      error={error}
      defaultValue={defaultValue}
      autoComplete="username"
      autoCapitalize="off"
      spellCheck={false}
      maxLength={30}
      required
    />
  )
}
