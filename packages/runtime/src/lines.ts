import { destination } from 'pino'

/** As many letters are written at once: a write for each line costs more than all else about it. */
const enough = 8_192
const lateMs = 50

/**
 * Writes lines to standard output a few kilobytes at a time, and at the latest after a twentieth of a second. Whatever ends
 * a process other than a SIGKILL leaves nothing unwritten.
 */
export function linesToStandardOutput(): (line: string) => void {
  const out = destination({ fd: 1, sync: true })
  let lines = ''
  const flush = () => {
    if (lines === '') return
    const text = lines
    lines = ''
    try {
      out.write(text)
    } catch {
      // Nobody reads any more; a log that cannot be written must not end what it is about.
    }
  }
  setInterval(flush, lateMs).unref()
  process.once('exit', flush)
  return (line) => {
    lines += line
    if (lines.length >= enough) flush()
  }
}
