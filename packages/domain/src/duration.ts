/** How fine a time is printed. Boards and splits speak in tenths; evidence and exports in thousandths. */
export type Precision = 'seconds' | 'tenths' | 'milliseconds'

/**
 * A time as runners read it: `0:58.2`, `12:47.3`, `1:02:03.4`.
 * It is cut, never rounded: a clock that shows 10:00.0 must have reached ten minutes.
 */
export function formatDuration(ms: number, precision: Precision = 'tenths'): string {
  const { hours, minutes, seconds, milliseconds } = parts(ms)
  const clock =
    hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(seconds)}` : `${minutes}:${twoDigits(seconds)}`
  if (precision === 'seconds') return clock
  const fraction = String(milliseconds).padStart(3, '0')
  return `${clock}.${precision === 'tenths' ? fraction.slice(0, 1) : fraction}`
}

/** A difference with its sign always printed: `+0:11.7`, `−0:14.1`, `±0:00.0`. The minus is a true one, as wide as the plus. */
export function formatDelta(ms: number, precision: Precision = 'tenths'): string {
  const size = formatDuration(Math.abs(ms), precision)
  if (/^[0:.]+$/.test(size)) return `±${size}`
  return `${ms < 0 ? '−' : '+'}${size}`
}

/** The time in words, for people who hear the page: `12 minutes 47.3 seconds`. */
export function speakDuration(ms: number): string {
  const { hours, minutes, seconds, milliseconds } = parts(ms)
  const words = [
    hours > 0 && `${hours} ${hours === 1 ? 'hour' : 'hours'}`,
    minutes > 0 && `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
    `${seconds}.${Math.floor(milliseconds / 100)} seconds`,
  ]
  return words.filter(Boolean).join(' ')
}

/** A span in the largest unit that it fills whole: `1 hour`, `90 minutes`, `7 days`. */
export function formatSpan(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  const [count, unit] =
    minutes % 1_440 === 0
      ? [minutes / 1_440, 'day']
      : minutes % 60 === 0
        ? [minutes / 60, 'hour']
        : [minutes, 'minute']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** What `formatDuration` printed, back in milliseconds (of the printed precision); null for anything else. */
export function parseDuration(text: string): number | null {
  const found = /^(?:(\d+):)?(\d{1,2}):(\d{2})(?:\.(\d{1,3}))?$/.exec(text.trim())
  if (!found) return null
  const [, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = found
  if (Number(seconds) > 59 || (found[1] !== undefined && Number(minutes) > 59)) return null
  return (
    Number(hours) * 3_600_000 +
    Number(minutes) * 60_000 +
    Number(seconds) * 1_000 +
    Number(fraction.padEnd(3, '0'))
  )
}

function parts(ms: number) {
  const whole = Math.max(0, Math.floor(ms))
  return {
    hours: Math.floor(whole / 3_600_000),
    minutes: Math.floor(whole / 60_000) % 60,
    seconds: Math.floor(whole / 1_000) % 60,
    milliseconds: whole % 1_000,
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
