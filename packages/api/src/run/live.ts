import * as runs from '@shiplap/db/queries/runs'
import { refuse } from '@shiplap/domain/refusal'
import { liveRunsTopic, runTopic } from '@shiplap/redis/topic-names'
import type { Context } from '../context.ts'
import { presentRun } from './present.ts'

export type ShownRun = ReturnType<typeof presentRun>

/** The run as it stands, then again whenever something happened to it; what comes late or twice is left out by its `seq`. */
export async function* watchRun(
  { db, feed }: Pick<Context, 'db' | 'feed'>,
  runId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<ShownRun> {
  // Listening begins before the present state is read, so that nothing falls between the two.
  const news = await feed.listen(runTopic(runId), signal ?? AbortSignal.timeout(oneDayMs))
  let shown = await read()
  yield shown
  for await (const item of news) {
    // Topics carry what announceRun put in; after `missed` the run is read again.
    const next = item.kind === 'run' ? (item.run as ShownRun) : await read()
    const isNews =
      next.seq > shown.seq || next.submission?.state !== shown.submission?.state || item.kind !== 'run'
    if (!isNews) continue
    shown = next
    yield shown
  }

  async function read(): Promise<ShownRun> {
    const row = await runs.byId(db, { runId })
    if (row === undefined || row.state === 'armed') refuse('run.not-found')
    return presentRun(row)
  }
}

/** Every live run, then each one again whenever something happened to it. */
export async function* watchLiveRuns(
  { db, feed }: Pick<Context, 'db' | 'feed'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ readonly all: readonly ShownRun[] } | { readonly run: ShownRun }> {
  const news = await feed.listen(liveRunsTopic, signal ?? AbortSignal.timeout(oneDayMs))
  yield { all: await read() }
  for await (const item of news)
    yield item.kind === 'run' ? { run: item.run as ShownRun } : { all: await read() }

  async function read() {
    return (await runs.live(db, { limit: 50 })).map((row) => presentRun(row))
  }
}

const oneDayMs = 86_400_000
