import { cpus, loadavg, release, totalmem, type } from 'node:os'

/** The machine that numbers are of. Its load at the start tells whether they were taken beside other work. */
export function describeMachine(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  const load = loadavg()[0]?.toFixed(1)
  return `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${memory} GB, ${type()} ${release()}, Node ${process.versions.node}, load ${load}`
}
