'use client'
import { formatDelta } from '@shiplap/domain/duration'
import { elapsedMs, type Run } from '@shiplap/domain/run'
import { PaceGlyph } from '@shiplap/ui/duration'
import { useEffect, useRef } from 'react'

/**
 * How far the present milestone is behind, once it is: before that there is nothing to say. Painted like the timer, from
 * frames into a text node.
 */
export function LiveDelta({
  run,
  againstMs,
  now,
}: {
  readonly run: Run
  readonly againstMs: number | null
  readonly now: () => number
}) {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const view = place.current?.ownerDocument.defaultView ?? window
    let frame = 0
    const paint = () => {
      const behind = againstMs === null ? -1 : elapsedMs(run, now()) - againstMs
      const text = behind < 0 ? '' : formatDelta(behind)
      if (place.current && place.current.textContent !== text) place.current.textContent = text
      if (run.state === 'running') frame = view.requestAnimationFrame(paint)
    }
    paint()
    return () => view.cancelAnimationFrame(frame)
  }, [run, againstMs, now])
  return (
    <span
      aria-hidden="true"
      className="figures inline-flex items-center gap-1 text-behind [&>:empty+svg]:invisible"
    >
      <span ref={place} />
      <PaceGlyph pace="behind-losing" />
    </span>
  )
}
