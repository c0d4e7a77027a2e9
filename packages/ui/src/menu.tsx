'use client'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class.tsx'

export type MenuItem = {
  readonly key: string
  readonly label: ReactNode
  readonly act: () => void
  readonly danger?: boolean
  /** Why it cannot be done now. It stays there, is read out, and does nothing. */
  readonly disabledReason?: string | undefined | null | false
}

type MenuProps = {
  /** Names the list and its button. */
  readonly label: string
  /** What the button shows instead of the label, which is then only heard. */
  readonly button?: ReactNode
  readonly items: readonly MenuItem[]
  readonly variant?: ButtonVariant
  readonly size?: ButtonSize
  readonly className?: string
  /** Of the button, where it is one of many that Tab does not stop at. */
  readonly tabIndex?: number | undefined
}

/** A button with a few acts behind it. The list lies in the top layer; arrows move, letters jump, Escape closes. */
export function Menu({
  label,
  button,
  items,
  variant = 'quiet',
  size = 'medium',
  className = '',
  tabIndex,
}: MenuProps) {
  const id = useId()
  const opener = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const menu = list.current
    const placeAndFocus = (event: Event) => {
      if ((event as ToggleEvent).newState !== 'open' || !menu || !opener.current) return
      place(menu, opener.current.getBoundingClientRect())
      entries(menu)[0]?.focus()
    }
    menu?.addEventListener('beforetoggle', hideUntilPlaced)
    menu?.addEventListener('toggle', placeAndFocus)
    return () => {
      menu?.removeEventListener('beforetoggle', hideUntilPlaced)
      menu?.removeEventListener('toggle', placeAndFocus)
    }
  }, [])

  const move = (event: KeyboardEvent) => {
    const all = list.current ? entries(list.current) : []
    const at = all.indexOf(document.activeElement as HTMLElement)
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }
    const byLetter = all.findIndex((item) =>
      item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()),
    )
    const to = steps[event.key] ?? (event.key.length === 1 && byLetter >= 0 ? byLetter : undefined)
    if (event.key === 'Tab') list.current?.hidePopover()
    if (to === undefined) return
    event.preventDefault()
    all[(to + all.length) % all.length]?.focus()
  }

  return (
    <>
      <button
        ref={opener}
        type="button"
        popoverTarget={id}
        aria-haspopup="menu"
        tabIndex={tabIndex}
        className={`${buttonClass({ variant, size })} ${className}`}
      >
        <span className={button ? 'sr-only' : ''}>{label}</span>
        {button && (
          <span aria-hidden="true" className="contents">
            {button}
          </span>
        )}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={move}
        className="fixed m-0 max-h-[70dvh] max-w-72 min-w-44 overflow-auto rounded-md bg-raised p-1 text-ink shadow-float"
      >
        {items.map((item) => (
          <button
            key={item.key}
            type="button"
            role="menuitem"
            tabIndex={-1}
            aria-disabled={Boolean(item.disabledReason) || undefined}
            onClick={() => {
              if (item.disabledReason) return
              list.current?.hidePopover()
              item.act()
            }}
            className={`flex min-h-8 w-full flex-wrap items-center gap-x-2 rounded-sm px-2 py-1 text-left text-sm hover:bg-hover focus:bg-hover aria-disabled:cursor-not-allowed aria-disabled:text-faint ${item.danger ? 'text-danger' : ''}`}
          >
            {item.label}
            {item.disabledReason && <span className="w-full text-xs">{item.disabledReason}</span>}
          </button>
        ))}
      </div>
    </>
  )
}

function entries(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')]
}

/** That it is open is told a moment after it is, and until then it lies in the corner of the screen. */
function hideUntilPlaced({ currentTarget }: Event) {
  const menu = currentTarget as HTMLElement // it listens on nothing else
  menu.style.visibility = 'hidden'
}

function place(menu: HTMLElement, anchor: DOMRect) {
  const { width, height } = menu.getBoundingClientRect()
  const below = anchor.bottom + 4
  const top = below + height <= innerHeight ? below : Math.max(4, anchor.top - height - 4)
  const left = Math.min(Math.max(4, anchor.right - width), innerWidth - width - 4)
  menu.style.visibility = ''
  menu.style.inset = `${top}px auto auto ${left}px`
}
