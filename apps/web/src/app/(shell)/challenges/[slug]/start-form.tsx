'use client'
import type { Outputs } from '@shiplap/client'
import { randomKey } from '@shiplap/client/random-key'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { mostStack } from '@shiplap/domain/board'
import { type Assistance, assistances } from '@shiplap/domain/run'
import { parseStack } from '@shiplap/domain/stack'
import { Button } from '@shiplap/ui/button'
import { Field } from '@shiplap/ui/field'
import { LinkButton } from '@shiplap/ui/link-button'
import { Section } from '@shiplap/ui/section'
import { Select } from '@shiplap/ui/select'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState } from 'react'
import { assistanceNames, assistanceRules } from '../../../../run/assistance.ts'
import { wordsOf } from '../../../../run/run-words.ts'

type StartFormProps = {
  readonly challenge: string
  readonly categories: Outputs['challenge']['get']['categories']
  readonly signedIn: boolean
}

/** Says what will be run and by which rules, then leads to the cockpit, where the clock is. */
export function StartForm({ challenge, categories, signedIn }: StartFormProps) {
  const router = useRouter()
  const [assistance, setAssistance] = useState<Assistance>('unassisted')
  const [stackError, setStackError] = useState<string>()
  // The same press tried again arms the same run; another choice is another run.
  const armKey = useRef<{ key: string; choice: string }>(undefined)
  const arming = api.run.arm.useMutation({ onSuccess: () => router.push('/run') })

  if (!signedIn)
    return (
      <Section title="Run it">
        <p className="text-sm text-muted">
          Runs are kept under a name. Registering takes a username and a password.
        </p>
        <div className="flex gap-2 pt-3">
          <LinkButton as={Link} variant="primary" href={`/register?next=/challenges/${challenge}`}>
            Register
          </LinkButton>
          <LinkButton as={Link} href={`/sign-in?next=/challenges/${challenge}`}>
            Sign in
          </LinkButton>
        </div>
      </Section>
    )

  const arm = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const stack = parseStack(String(form.get('stack')))
    if (stack === null)
      return setStackError(`Up to ${mostStack} short names, with commas between them: node, hono`)
    setStackError(undefined)
    const asked = { challenge, category: String(form.get('category')), assistance, stack: [...stack] }
    const choice = JSON.stringify(asked)
    if (armKey.current?.choice !== choice) armKey.current = { key: randomKey(), choice }
    arming.mutate({ ...asked, key: armKey.current.key })
  }
  const refused = arming.error && (refusalOf(arming.error)?.reason ?? null)

  return (
    <Section title="Run it">
      <form onSubmit={arm} className="flex flex-col gap-4 pt-1">
        <Select
          label="Category"
          name="category"
          options={categories.map(({ slug, title }) => ({ value: slug, label: title }))}
        />
        <Select
          label="Help by machines"
          hint={assistanceRules[assistance]}
          name="assistance"
          value={assistance}
          onChange={(event) => setAssistance(event.currentTarget.value as Assistance)}
          options={assistances.map((value) => ({ value, label: assistanceNames[value] }))}
        />
        <Field
          label="Stack"
          name="stack"
          hint="Languages and frameworks, with commas between them. Optional."
          placeholder="node, hono"
          autoCapitalize="none"
          spellCheck={false}
          error={stackError}
        />
        <Button type="submit" variant="primary" size="large" pending={arming.isPending || arming.isSuccess}>
          Get ready
        </Button>
        {arming.isError && (
          <p role="alert" className="text-sm text-danger">
            {wordsOf(refused)}{' '}
            {refused === 'run.already-live' && (
              <Link href="/run" className="underline">
                Go to it
              </Link>
            )}
          </p>
        )}
      </form>
    </Section>
  )
}
