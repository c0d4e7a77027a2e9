import { Checkbox } from '@shiplap/ui/checkbox'
import { CodeField } from '@shiplap/ui/code-field'
import { Field } from '@shiplap/ui/field'
import { PasswordField } from '@shiplap/ui/password-field'
import { Section } from '@shiplap/ui/section'
import { Select } from '@shiplap/ui/select'
import { TextArea } from '@shiplap/ui/text-area'

/** The theme tells the two halves' names apart, for browsers that group radio buttons and fill in forms. */
export function Fields({ theme }: { readonly theme: string }) {
  return (
    <Section title={`Fields, ${theme}`}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Username"
          name={`${theme}-name`}
          hint="3 to 30 letters, digits, dots or dashes."
          autoComplete="off"
        />
        <Field
          label="E-mail"
          name={`${theme}-mail`}
          defaultValue="mira@"
          error="An address looks like mira@example.org."
        />
        <PasswordField
          label="Password"
          name={`${theme}-password`}
          hint="At least 12 characters."
          autoComplete="new-password"
        />
        <CodeField
          label="Code from the mail"
          name={`${theme}-code`}
          hint="Six digits, good for five minutes."
        />
        <Select label="Assistance" name={`${theme}-assistance`} options={assistance} />
        <Field label="Off" name={`${theme}-off`} disabled defaultValue="not now" />
        <TextArea
          label="Reason"
          name={`${theme}-reason`}
          hint="At least ten characters; the runner reads it."
        />
        <div>
          <Checkbox
            label="Stay signed in on this device"
            hint="For 30 days without use."
            defaultChecked
            name={`${theme}-stay`}
          />
          <Checkbox label="Not to be had" disabled name={`${theme}-none`} />
        </div>
      </div>
    </Section>
  )
}

const assistance = [
  { value: 'unassisted', label: 'Unassisted' },
  { value: 'completion', label: 'Completion' },
  { value: 'agent', label: 'Agent' },
]
