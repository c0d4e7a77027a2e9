import { outlivesPage } from '@shiplap/client/links'
import type { api } from '@shiplap/client/react'
import type { QueuedAct } from '@shiplap/client/run/run-sheet'
import type { WatchedRun } from './view.ts'

export type ApiClient = ReturnType<typeof api.useUtils>['client']

/** Takes one act to the server. It arrives also when the page is left while it travels. */
export function sendAct(
  { run }: ApiClient,
  runId: string,
  { act, key, position, clientMs }: QueuedAct,
): Promise<WatchedRun> {
  const asked = { runId, key, clientMs }
  if (act === 'split' || act === 'skipSplit')
    return run[act].mutate({ ...asked, position: position ?? 1 }, outlivesPage)
  return run[act].mutate(asked, outlivesPage)
}
