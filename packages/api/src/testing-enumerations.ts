import { randomUUID } from 'node:crypto'
import type { TestApi } from './testing.ts'

/** What a stranger may ask of an address that has an account, and of one that has none. */
export type Pair = {
  readonly procedure: string
  readonly body: (known: boolean) => Promise<object> | object
  /** What is noted for the owner of the account, once the answer is on its way. */
  readonly noted: string | null
  /** What is asked of the database once the answer is on its way, also where no account is there. */
  readonly asked: RegExp | null
}

const password = 'a long enough phrase'

/** The five calls by which a stranger could try to learn who has an account. Each body is asked once. */
export async function enumerations(world: TestApi): Promise<readonly Pair[]> {
  const email = 'known@example.org'
  const { account } = await world.visitor().api.account.register.mutate({ username: 'known', password })
  await world.database
    .rows`update account set email = ${email}, email_key = ${email} where id = ${account.id}`
  let count = 0
  const address = (known: boolean) => (known ? email : `unknown${++count}@example.org`)
  // A device that was not here before each time: one that asks again joins what it began.
  const startSession = (known: boolean) =>
    ({
      mode: 'email',
      user: { email: address(known) },
      device: { type: 'othr', vendorUuid: randomUUID() },
      means: 'tokens',
    }) as const
  return [
    {
      procedure: 'account.logIn',
      noted: 'sign-in-failed',
      asked: null,
      body: (known) => ({ login: address(known), password: 'not the password', means: 'tokens' }),
    },
    {
      // Names are public; the address that is given along is not.
      procedure: 'account.register',
      noted: null,
      asked: null,
      body: (known) => ({
        username: `knownname${++count}`,
        password,
        email: address(known),
        means: 'tokens',
        device: { type: 'othr', name: 'A program' },
      }),
    },
    {
      procedure: 'account.requestReset',
      noted: 'reset-asked',
      asked: null,
      body: (known) => ({ email: address(known) }),
    },
    { procedure: 'device.startSession', noted: 'code-sent', asked: null, body: startSession },
    {
      procedure: 'device.confirmSession',
      noted: 'code-failed',
      asked: /from "account" where "email_key"/,
      async body(known) {
        const { id, token } = await world.visitor().api.device.startSession.mutate(startSession(known))
        return { id, token, code: '000000', means: 'tokens' }
      },
    },
  ]
}
