import type { Line } from '@shiplap/db/line'
import * as keyless from '@shiplap/db/queries/jobs-keyless'
import type { KindBook } from './kind-book.ts'
import { readPayload } from './payload.ts'

const most = 1_000

/**
 * Gives jobs of kinds with a limit the key that they lack: an older release, in which their kind had no limit, has put
 * them in, and claims of such kinds go from key to key.
 */
export async function giveKeys(
  line: Line,
  books: ReadonlyMap<string, KindBook>,
  announce: () => void,
): Promise<void> {
  const limited = [...books.values()].filter(({ kind }) => kind.limit !== null)
  if (limited.length === 0) return
  const kinds = limited.map(({ name }) => name)
  const versions = limited.map(({ kind }) => kind.version)
  const found = await keyless.find(line, { kinds, versions, most })
  if (found.length === 0) return
  await keyless.give(line, { jobs: found.map((job) => ({ ...job, limitKey: keyOf(job, books) })) })
  announce()
}

/** What cannot be read has nothing in common with others; it fails when it runs. */
function keyOf(job: keyless.Keyless, books: ReadonlyMap<string, KindBook>): string {
  const { kind } = books.get(job.kind) as KindBook // only known kinds were asked for
  try {
    return kind.limit?.key(readPayload(job, kind)) ?? String(job.id)
  } catch {
    return String(job.id)
  }
}
