'use client'
import { Button } from '@shiplap/ui/button'
import { useState } from 'react'
import { enter } from '../../../account/enter.ts'
import { CodeForm } from './code-form.tsx'
import { PasswordForm } from './password-form.tsx'

/** Two ways in: a password, or a code by e-mail. */
export function SignIn({ next, idleMs }: { readonly next: string; readonly idleMs: number }) {
  const [by, setBy] = useState<'password' | 'code'>('password')
  return (
    <div className="flex flex-col gap-4">
      {by === 'password' ? (
        <PasswordForm idleMs={idleMs} onDone={() => enter(next)} />
      ) : (
        <CodeForm idleMs={idleMs} onDone={() => enter(next)} />
      )}
      <div className="lap pt-4">
        <Button
          className="w-full"
          size="large"
          onClick={() => setBy(by === 'password' ? 'code' : 'password')}
        >
          {by === 'password' ? 'Sign in by a code to my e-mail' : 'Sign in with my password'}
        </Button>
      </div>
    </div>
  )
}
