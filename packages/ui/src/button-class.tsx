import clsx from 'clsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'small' | 'medium' | 'large'

/** The look of a button, for whatever element acts as one. */
export function buttonClass(
  look: { readonly variant?: ButtonVariant; readonly size?: ButtonSize } = {},
): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-sm border font-medium whitespace-nowrap no-underline select-none',
    'transition-colors duration-75 aria-disabled:cursor-not-allowed',
    sizes[look.size ?? 'medium'],
    variants[look.variant ?? 'secondary'],
  )
}

const sizes: Record<ButtonSize, string> = {
  small: 'h-7 px-2 text-xs',
  medium: 'h-8 px-3 text-sm',
  large: 'h-11 px-5 text-base',
}

const off = 'aria-disabled:border-line aria-disabled:bg-transparent aria-disabled:text-faint'
const variants: Record<ButtonVariant, string> = {
  primary: `border-solid bg-solid text-on-solid hover:bg-muted hover:border-muted ${off}`,
  secondary: `border-edge bg-board text-ink hover:bg-hover hover:border-ink ${off}`,
  quiet:
    'border-transparent bg-transparent text-ink hover:bg-hover aria-disabled:text-faint aria-disabled:bg-transparent',
  danger: `border-danger bg-transparent text-danger hover:bg-danger-solid hover:text-on-solid ${off}`,
}
