'use client'
import { cloneElement, type ReactElement, useId, useRef } from 'react'

type TooltipProps = {
  /** Null when there is nothing to say now; what is inside stays what it is, with its focus. */
  readonly text: string | null
  /** One focusable element; the text describes it. */
  readonly children: ReactElement<{ 'aria-describedby'?: string }>
}

/** Words that appear beside what is pointed at or focused. In the top layer, so no scroll box cuts it; Escape hides it. */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId()
  const tip = useRef<HTMLSpanElement>(null)
  const show = ({ currentTarget }: { readonly currentTarget: HTMLElement }) => {
    const anchor = currentTarget.firstElementChild
    if (!anchor || !tip.current || tip.current.matches(':popover-open')) return
    tip.current.showPopover()
    place(tip.current, anchor.getBoundingClientRect())
  }
  const hide = () => tip.current?.matches(':popover-open') && tip.current.hidePopover()
  return (
    // The wrapper only listens; what is inside keeps its own role and its place in the layout.
    // biome-ignore lint/a11y/noStaticElementInteractions: hover and focus of the child bubble to here
    <span
      className="contents"
      onPointerEnter={show}
      onPointerLeave={hide}
      onFocus={show}
      onBlur={hide}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {text === null ? children : cloneElement(children, { 'aria-describedby': id })}
      {text !== null && (
        <span
          ref={tip}
          id={id}
          role="tooltip"
          popover="manual"
          className="pointer-events-none fixed m-0 max-w-72 rounded-sm border border-edge bg-raised px-2 py-1 text-xs text-ink"
        >
          {text}
        </span>
      )}
    </span>
  )
}

function place(tip: HTMLElement, anchor: DOMRect) {
  const { width, height } = tip.getBoundingClientRect()
  const above = anchor.top - height - 6
  const top = above >= 4 ? above : anchor.bottom + 6
  const left = Math.min(Math.max(4, anchor.left + anchor.width / 2 - width / 2), innerWidth - width - 4)
  tip.style.inset = `${top}px auto auto ${left}px`
}
