'use client'
import type { SplitRow } from '@shiplap/client/run/split-rows'
import { speakDuration } from '@shiplap/domain/duration'
import type { Run } from '@shiplap/domain/run'
import { useEffect, useRef, useState } from 'react'

/** Says each split once to those who hear the page. The timer itself stays silent. */
export function SpokenSplits({ rows, run }: { readonly rows: readonly SplitRow[]; readonly run: Run }) {
  const [words, say] = useState('')
  const before = useRef(run.marks.length)
  useEffect(() => {
    const reached = run.marks.length
    const last = rows[reached - 1]
    if (reached > before.current && last) say(spoken(last, run))
    else if (reached < before.current) say('Split undone.')
    before.current = reached
  }, [rows, run])
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {words}
    </p>
  )
}

function spoken({ title, markMs, delta }: SplitRow, run: Run): string {
  if (markMs === null) return `${title}, skipped.`
  const difference =
    delta &&
    `${speakDuration(Math.abs(delta.ms))} ${delta.ms < 0 ? 'ahead' : 'behind'}${delta.pace === 'gold' ? ', best segment' : ''}`
  const end = run.state === 'finished' ? 'Finished.' : ''
  return [`${title}, ${speakDuration(markMs)}`, difference]
    .filter(Boolean)
    .join(', ')
    .concat('. ', end)
    .trim()
}
