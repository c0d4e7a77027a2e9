import type { ComponentProps, ElementType } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class.tsx'

type LinkButtonProps = ComponentProps<'a'> & {
  /** The router's own link, so that a move inside the product does not load the page anew. */
  readonly as?: ElementType
  readonly href: string
  readonly variant?: ButtonVariant
  readonly size?: ButtonSize
}

/** Goes somewhere, looks like a button. What acts is a Button. */
export function LinkButton({ as: Link = 'a', variant, size, className, ...rest }: LinkButtonProps) {
  return (
    <Link
      {...rest}
      className={`${buttonClass({ ...(variant && { variant }), ...(size && { size }) })} ${className ?? ''}`}
    />
  )
}
