import { randomKey } from '@shiplap/client/random-key'
import { refusalOf } from '@shiplap/client/refusal'
import { createActStore } from '@shiplap/client/run/act-store'
import { createRunDesk } from '@shiplap/client/run/run-desk'
import { runOf } from '@shiplap/client/run/run-of'
import { toast } from '@shiplap/ui/toast'
import { actNames } from './act-names.ts'
import { wordsOf } from './run-words.ts'
import { type ApiClient, sendAct } from './send-act.ts'
import { sheetOf } from './sheet-of.ts'

/** Sends what waits in this browser for a run, from wherever its runner went; returns what ends that. */
export async function sendWaiting(client: ApiClient, runId: string): Promise<() => void> {
  const { run, isOwn, serverTime } = await client.run.get.query({ runId })
  // Somebody else's of this browser: it goes when they are back.
  if (!isOwn) return () => undefined
  const ahead = serverTime - Date.now()
  const desk = createRunDesk({
    sheet: sheetOf(run),
    store: createActStore(localStorage, runId),
    send: async (act) => runOf(await sendAct(client, runId, act)),
    reread: async () => runOf((await client.run.get.query({ runId })).run),
    refusalOf: (error) => refusalOf(error)?.reason ?? null,
    now: () => Date.now() + ahead,
    makeKey: randomKey,
    onRefused: ({ act }, reason) =>
      toast({ message: `${actNames[act]} did not count. ${wordsOf(reason)}`, tone: 'problem' }),
  })
  const { waiting } = desk.state()
  const stop = desk.subscribe(() => {
    if (desk.state().waiting > 0) return
    stop()
    toast({
      message:
        waiting === 1
          ? 'A press that waited here was sent.'
          : `${waiting} presses that waited here were sent.`,
    })
  })
  desk.start()
  return desk.close
}
