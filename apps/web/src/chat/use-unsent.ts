import { useMemo, useSyncExternalStore } from 'react'
import { readOutbox, type Unsent, watchOutbox } from './outbox.ts'

/** What waits in this browser to be sent, as it is now. */
export function useUnsent(accountId: string): readonly Unsent[] {
  // As text, which is the same as long as nothing has changed.
  const text = useSyncExternalStore(
    watchOutbox,
    () => JSON.stringify(readOutbox(accountId)),
    () => '[]',
  )
  return useMemo(() => JSON.parse(text) as readonly Unsent[], [text]) // written in the line above
}
