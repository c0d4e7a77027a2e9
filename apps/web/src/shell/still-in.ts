import { createPlainClient } from '@shiplap/client/plain-client'
import { refusalOf } from '@shiplap/client/refusal'

/** Whether the session still lives, asked over HTTP, which sends the newest cookie there is. */
export async function isStillIn(): Promise<boolean> {
  for (const afterMs of [200, 800, 2_000]) {
    await new Promise((resolve) => setTimeout(resolve, afterMs))
    const answer = await createPlainClient({ origin: location.origin }).account.me.query().catch(refusalOf)
    // No answer at all says nothing about the session.
    if (answer === null || !('reason' in answer)) return true
  }
  return false
}
