'use client'
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'

type DialogProps = {
  readonly open: boolean
  /** Escape, the veil, the cross: all come here. */
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  /** Buttons at the foot, the safe one first. */
  readonly actions?: ReactNode
}

/** The browser's own modal: it keeps focus inside, gives it back, and closes on Escape. */
export function Dialog({ open, onClose, title, children, actions }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (open && !box.current?.open) {
      box.current?.showModal()
      // The browser takes the first control, which is the cross; who is asked for something wants to write it.
      box.current?.querySelector<HTMLElement>('input, textarea, select')?.focus()
    }
    if (!open) box.current?.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the veil is a pointer's Escape
    <dialog
      ref={box}
      aria-labelledby={titleId}
      onClose={() => open && onClose()}
      onClick={(event) => event.target === box.current && onClose()}
      className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-md bg-raised p-0 text-ink shadow-float"
    >
      {open && (
        <div className="flex flex-col">
          {/* No header and no footer: a dialog is no section of the page, so they would be the page's. */}
          <div className="flex items-center justify-between gap-4 py-2 pr-2 pl-4">
            <h2 id={titleId} className="text-lg font-semibold">
              {title}
            </h2>
            <button
              type="button"
              aria-label="Close"
              onClick={onClose}
              className="flex size-8 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
            >
              <X aria-hidden="true" className="size-4" />
            </button>
          </div>
          <div className="lap px-4 py-4 text-base">{children}</div>
          {actions && <div className="lap flex flex-wrap justify-end gap-2 px-4 py-3">{actions}</div>}
        </div>
      )}
    </dialog>
  )
}
