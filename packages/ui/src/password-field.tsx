'use client'
import { Eye, EyeOff } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { controlClass, FieldFrame, type FieldProps } from './field.tsx'

type PasswordFieldProps = Omit<FieldProps, 'type'> & {
  readonly autoComplete: 'current-password' | 'new-password'
}

/** A password: can be shown, can be pasted into, and says when caps lock is on. */
export function PasswordField({
  label,
  hint,
  error,
  id,
  className,
  onKeyUp,
  onBlur,
  ...input
}: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const readCapsLock = (event: KeyboardEvent<HTMLInputElement>) => {
    setCapsLock(event.getModifierState('CapsLock'))
    onKeyUp?.(event)
  }
  const Icon = shown ? EyeOff : Eye
  return (
    <FieldFrame label={label} hint={hint} error={error} id={id}>
      {(aria) => (
        <>
          <div className="relative">
            <input
              autoCapitalize="off"
              autoCorrect="off"
              spellCheck={false}
              {...input}
              {...aria}
              type={shown ? 'text' : 'password'}
              onKeyUp={readCapsLock}
              onBlur={(event) => {
                setCapsLock(false)
                onBlur?.(event)
              }}
              className={`${controlClass} pr-11 ${className ?? ''}`}
            />
            <button
              type="button"
              aria-pressed={shown}
              aria-label="Show password"
              aria-controls={aria.id}
              onClick={() => setShown(!shown)}
              className="absolute inset-y-0 right-0 flex w-10 items-center justify-center text-muted hover:text-ink"
            >
              <Icon aria-hidden="true" className="size-4" />
            </button>
          </div>
          <p aria-live="polite" className="text-xs text-gold empty:hidden">
            {capsLock && 'Caps lock is on.'}
          </p>
        </>
      )}
    </FieldFrame>
  )
}
