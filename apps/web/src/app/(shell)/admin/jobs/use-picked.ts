'use client'
import { useState } from 'react'

/** Which of the rows shown somebody has ticked. A row that leaves the page is ticked no more. */
export function usePicked(shown: readonly number[]) {
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const picked = shown.filter((id) => ticked.has(id))
  return {
    ids: picked,
    isAll: shown.length > 0 && picked.length === shown.length,
    has: (id: number) => ticked.has(id),
    toggle: (id: number) => setTicked(picked.includes(id) ? without(picked, id) : new Set([...picked, id])),
    toggleAll: () => setTicked(picked.length === shown.length ? new Set() : new Set(shown)),
    clear: () => setTicked(new Set()),
  }
}

export type Picked = ReturnType<typeof usePicked>

const without = (ids: readonly number[], id: number) => new Set(ids.filter((each) => each !== id))
