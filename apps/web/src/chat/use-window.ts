import type { Line } from '@shiplap/domain/message'
import { useRef, useState } from 'react'
import { firstWindow, type LineWindow } from './line-window.ts'

type Change = (held: LineWindow) => LineWindow

/** The lines that a page holds, changed by what is live and by the pages that it reads. */
export function useWindow(initial: readonly Line[]) {
  const [window, setWindow] = useState(() => firstWindow(initial))
  const onTheirWay = useRef(new Set<Change[]>())
  return {
    window,
    /** What is live changes what is held, and each page on its way that may not know of it. */
    change(change: Change): void {
      setWindow(change)
      for (const missed of onTheirWay.current) missed.push(change)
    },
    /** Asks for a page, and puts it in with all that happened since it was asked for. */
    async read<Page>(
      ask: () => Promise<Page>,
      put: (held: LineWindow, page: Page) => LineWindow,
    ): Promise<void> {
      const missed: Change[] = []
      onTheirWay.current.add(missed)
      try {
        const page = await ask()
        setWindow((held) => missed.reduce((window, change) => change(window), put(held, page)))
      } finally {
        onTheirWay.current.delete(missed)
      }
    },
  }
}
