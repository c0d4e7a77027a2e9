import { formatDelta, formatDuration, type Precision } from '@shiplap/domain/duration'
import type { Pace } from '@shiplap/domain/pace'

type DurationProps = {
  readonly ms: number
  readonly precision?: Precision
  readonly className?: string
}

/** A time that stands: `12:47.3`. */
export function Duration({ ms, precision, className = '' }: DurationProps) {
  return (
    <time dateTime={`PT${(ms / 1_000).toFixed(3)}S`} className={`figures ${className}`}>
      {formatDuration(ms, precision)}
    </time>
  )
}

type DeltaProps = DurationProps & {
  /** From `paceOf`; without it the sign alone decides. */
  readonly pace?: Pace
}

/** A difference: sign, colour and glyph say the same thing three times. */
export function Delta({ ms, precision, pace, className = '' }: DeltaProps) {
  const shown = pace ?? (ms < 0 ? 'ahead-gaining' : ms > 0 ? 'behind-losing' : undefined)
  return (
    <span
      className={`figures inline-flex items-center gap-1 whitespace-nowrap ${shown ? colours[shown] : 'text-muted'} ${className}`}
    >
      {formatDelta(ms, precision)}
      {shown && <PaceGlyph pace={shown} />}
    </span>
  )
}

/** The glyph of a pace alone, for a difference that is painted frame by frame. */
export function PaceGlyph({ pace }: { readonly pace: Pace }) {
  return (
    <svg viewBox="0 0 10 10" role="img" aria-label={words[pace]} className="size-2.5 fill-current">
      <path d={shapes[pace]} />
    </svg>
  )
}

const colours: Record<Pace, string> = {
  gold: 'text-gold',
  'ahead-gaining': 'text-ahead',
  'ahead-losing': 'text-ahead-losing',
  'behind-gaining': 'text-behind-gaining',
  'behind-losing': 'text-behind',
}
const words: Record<Pace, string> = {
  gold: 'best segment',
  'ahead-gaining': 'ahead, gaining',
  'ahead-losing': 'ahead, losing',
  'behind-gaining': 'behind, gaining',
  'behind-losing': 'behind, losing',
}
const up = 'M5 1.5 9 8.5H1z'
const down = 'M1 1.5h8L5 8.5z'
const shapes: Record<Pace, string> = {
  gold: 'M5 .4l1.4 3 3.2.4-2.4 2.2.7 3.3L5 7.7 2.1 9.3l.7-3.3L.4 3.8l3.2-.4z',
  'ahead-gaining': up,
  'ahead-losing': down,
  'behind-gaining': up,
  'behind-losing': down,
}
