'use client'
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, MouseEvent } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class.tsx'
import { Tooltip } from './tooltip.tsx'

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & {
  readonly variant?: ButtonVariant
  readonly size?: ButtonSize
  /** The act is under way: the label stays, a spinner joins it, further presses are ignored. */
  readonly pending?: boolean
  /** Why the button can't act now. It stays focusable, so that everybody can learn the reason. */
  readonly disabledReason?: string | undefined | null | false
}

export function Button({
  variant,
  size,
  pending,
  disabledReason,
  onClick,
  className,
  children,
  ...rest
}: ButtonProps) {
  const off = Boolean(pending || disabledReason)
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (!off) return onClick?.(event)
    // A submit button that can't act must not submit its form either.
    event.preventDefault()
    event.stopPropagation()
  }
  const button = (
    <button
      type="button"
      {...rest}
      onClick={press}
      aria-disabled={off || undefined}
      aria-busy={pending || undefined}
      className={`${buttonClass({ ...(variant && { variant }), ...(size && { size }) })} ${className ?? ''}`}
    >
      {pending && <LoaderCircle aria-hidden="true" className="size-3.5 animate-spin" />}
      {children}
    </button>
  )
  // Wrapped also while there is no reason: a button that were made anew with each would lose the focus.
  return disabledReason === undefined ? button : <Tooltip text={disabledReason || null}>{button}</Tooltip>
}
