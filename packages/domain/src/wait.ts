/** How long one has to wait, rounded up so that it never ends too early: `42 s`, `14 min 59 s`, `1 h 5 min`. */
export function formatWait(ms: number): string {
  const { hours, minutes, seconds } = parts(ms)
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`
}

/** The same for people who hear the page: `14 minutes 59 seconds`. */
export function speakWait(ms: number): string {
  const { hours, minutes, seconds } = parts(ms)
  const told = [`${hours} hour`, `${minutes} minute`, `${seconds} second`].filter(
    (each) => !each.startsWith('0 '),
  )
  return told.length === 0
    ? '0 seconds'
    : told.map((each) => (each.startsWith('1 ') ? each : `${each}s`)).join(' ')
}

function parts(ms: number) {
  const inSeconds = Math.max(0, Math.ceil(ms / 1_000))
  if (inSeconds < 3_600) return { hours: 0, minutes: Math.floor(inSeconds / 60), seconds: inSeconds % 60 }
  const inMinutes = Math.ceil(inSeconds / 60)
  return { hours: Math.floor(inMinutes / 60), minutes: inMinutes % 60, seconds: 0 }
}
