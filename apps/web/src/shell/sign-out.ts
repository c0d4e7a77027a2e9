import { createPlainClient } from '@shiplap/client/plain-client'
import { toast } from '@shiplap/ui/toast'
import { expectToLeave, leave } from './leaving.ts'
import { tellOtherTabs } from './other-tabs.ts'

/** Ends the session here and in every tab. The page is left by a hard navigation, so nothing of the account stays in memory. */
export async function signOut(): Promise<void> {
  expectToLeave('sign-out')
  try {
    await createPlainClient({ origin: location.origin }).account.logOut.mutate()
  } catch {
    expectToLeave(null)
    toast({ message: 'You are still signed in: the server did not answer. Try again.', tone: 'problem' })
    return
  }
  tellOtherTabs('signed-out')
  leave('sign-out')
}
