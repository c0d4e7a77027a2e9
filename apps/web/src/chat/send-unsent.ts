import { toast } from '@shiplap/ui/toast'
import type { ApiClient } from '../run/send-act.ts'
import { again } from './again.ts'
import { whyNotSent } from './not-sent.ts'
import { dropUnsent, readOutbox, type Unsent } from './outbox.ts'

/** Sends what waits in this browser for rooms that were closed, in the order written, and says what came of it. */
export async function sendUnsent(
  client: ApiClient,
  { accountId, except }: { readonly accountId: string; readonly except: string | null },
): Promise<void> {
  let sent = 0
  for (const unsent of readOutbox(accountId)) {
    if (unsent.room === except) continue
    if (await send(client, accountId, unsent)) sent++
  }
  if (sent > 0)
    toast({
      message:
        sent === 1 ? 'A message that waited here was sent.' : `${sent} messages that waited here were sent.`,
    })
}

/** True when it arrived; false when it was refused, or when it is not to be sent any more. */
async function send(client: ApiClient, accountId: string, { key, room, body }: Unsent): Promise<boolean> {
  for (let tries = 0; readOutbox(accountId).some((kept) => kept.key === key); tries++)
    try {
      await client.message.send.mutate({ room, body, clientKey: key })
      dropUnsent(accountId, [key])
      return true
    } catch (error) {
      const notSent = whyNotSent(error, tries)
      if (notSent.kind === 'refused') {
        toast({ message: `A message that waited here was not sent. ${notSent.why}`, tone: 'problem' })
        return false
      }
      await again(notSent.waitMs)
    }
  return false
}
