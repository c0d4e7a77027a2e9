import { type FocusEvent, type KeyboardEvent, useState } from 'react'

/**
 * Makes the lines of a room one stop of the Tab key, however many there are: arrows go from one to the next, and what is
 * in a line is reached from it.
 */
export function useLineKeys({ onLeave }: { readonly onLeave: () => void }) {
  const [focused, setFocused] = useState<number | null>(null)
  return {
    /** The number of the line that has the focus, or something in it. */
    focused,
    onFocus({ target }: FocusEvent<HTMLElement>) {
      const seq = target.closest<HTMLElement>('[data-seq]')?.dataset.seq
      setFocused(seq === undefined ? null : Number(seq))
    },
    onBlur({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) {
      if (!currentTarget.contains(relatedTarget)) setFocused(null)
    },
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      const { key, currentTarget } = event
      const target = event.target as HTMLElement // keys go to elements
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      // A menu and the editor of a line have an Escape of their own.
      if (key === 'Escape' && !target.closest('[role=menu], form')) onLeave()
      if (!target.matches(lineSelector)) return
      const lines = [...currentTarget.querySelectorAll<HTMLElement>(lineSelector)]
      const at = lines.indexOf(target)
      const ways: Record<string, number> = {
        ArrowUp: at - 1,
        ArrowDown: at + 1,
        Home: 0,
        End: lines.length - 1,
      }
      const to = ways[key]
      if (key === 'Enter') target.querySelector<HTMLElement>('[aria-haspopup=menu]')?.click()
      else if (to === undefined) return
      else lines[to]?.focus()
      event.preventDefault()
    },
  }
}

/** A line itself, as against what is in it. */
export const lineSelector = 'article'

/** How a line and what is in it stand towards the Tab key. */
export type LineReach = {
  /** Whether the lines are entered by this one. */
  readonly isStop: boolean
  /** Whether what is in it can be reached now. */
  readonly isFocused: boolean
}

export const tabIndexOf = (isReached: boolean) => (isReached ? 0 : -1)
