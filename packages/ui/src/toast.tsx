'use client'
import { X } from 'lucide-react'
import { useEffect, useSyncExternalStore } from 'react'

export type Toast = {
  readonly message: string
  readonly tone?: 'plain' | 'problem'
  /** What takes the act back, for as long as the toast stands. */
  readonly undo?: { readonly label?: string; readonly act: () => void }
  /** 6 s unless told; 0 stays until closed. */
  readonly forMs?: number
}

/** Says that something happened: `toast({ message: 'Device signed out.' })`. Needs `<Toaster />` once in the page. */
export function toast(given: Toast): () => void {
  const entry = { ...given, id: ++lastId }
  const close = () => change(shown.filter((each) => each.id !== entry.id))
  change([...shown.slice(-2), entry])
  if (given.forMs !== 0) setTimeout(close, given.forMs ?? 6_000)
  return close
}

/** Where toasts stand: a polite live region at the lower edge. F8 goes there from anywhere. */
export function Toaster() {
  const toasts = useSyncExternalStore(
    subscribe,
    () => shown,
    () => none,
  )
  useEffect(() => {
    const goThere = (event: KeyboardEvent) => {
      if (event.key === 'F8') document.querySelector<HTMLElement>('[data-toasts] button')?.focus()
    }
    addEventListener('keydown', goThere)
    return () => removeEventListener('keydown', goThere)
  }, [])
  return (
    <section
      data-toasts
      aria-label="Notices"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-16 z-50 flex flex-col items-center gap-2 px-4 md:bottom-4"
    >
      {toasts.map((each) => (
        <ToastBoard key={each.id} {...each} />
      ))}
    </section>
  )
}

function ToastBoard({ id, message, tone, undo }: Toast & { readonly id: number }) {
  const close = () => change(shown.filter((each) => each.id !== id))
  return (
    <div
      className={`pointer-events-auto flex min-h-10 w-full max-w-md items-center gap-2 rounded-sm border-l-2 bg-raised py-1 pr-1 pl-3 text-sm shadow-float ${tone === 'problem' ? 'border-danger' : 'border-ink'}`}
    >
      <p className="min-w-0 flex-1 break-words">{message}</p>
      {undo && (
        <button
          type="button"
          className="h-8 rounded-sm px-2 font-medium underline hover:bg-hover"
          onClick={() => {
            undo.act()
            close()
          }}
        >
          {undo.label ?? 'Undo'}
        </button>
      )}
      <button
        type="button"
        aria-label="Close notice"
        onClick={close}
        className="flex size-8 items-center justify-center text-muted hover:text-ink"
      >
        <X aria-hidden="true" className="size-4" />
      </button>
    </div>
  )
}

type Entry = Toast & { readonly id: number }
const none: readonly Entry[] = []
let shown: readonly Entry[] = none
let lastId = 0
const listeners = new Set<() => void>()
function change(next: readonly Entry[]) {
  shown = next
  for (const listener of listeners) listener()
}
function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
