// Who has an account must show neither in what is answered nor in the work that is done before it. How long the answers
// take is measured by packages/api/scripts/enumeration.ts.
import { type StatementTap, tapStatements } from '@shiplap/db/testing-statements'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnotherProcess, createTestApi, type TestApi } from '../testing.ts'
import { enumerations, type Pair } from '../testing-enumerations.ts'

let world: TestApi
let tap: StatementTap
let tapped: AnotherProcess
/** How many statements had been heard when the last call was answered. */
let untilAnswer = 0
const log = {
  ...silentLog,
  info(_: object, event: string) {
    if (event === 'call') untilAnswer = tap.heard.length
  },
}
let pairs: readonly Pair[]
beforeAll(async () => {
  world = await createTestApi({ log })
  tap = await tapStatements(world.database.url)
  tapped = await world.another({ databaseUrl: tap.url })
  pairs = await enumerations(world)
  // Whoever is given a token first has the signing key made.
  await fetch(`${tapped.origin}/.well-known/jwks.json`)
})
afterAll(async () => {
  await tapped.close()
  await tap.close()
  await world.close()
})

const notes = async (kind: string) =>
  (await world.database.rows`select from account_event where kind = ${kind}`).length

async function ask({ procedure, body }: { procedure: string; body: object }) {
  const before = tap.heard.length
  const answer = await fetch(`${tapped.origin}/api/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return {
    status: answer.status,
    body: withoutIds(await answer.text()),
    headers: [...answer.headers]
      .map(([name, value]) => withoutIds(`${name}: ${name === 'content-length' ? '' : value}`))
      .filter((line) => !line.startsWith('date')),
    // What wakes the workers, and whether anything is new, is asked for the whole process, whenever it comes to it.
    statements: tap.heard.slice(before, untilAnswer).filter((text) => !/^notify|^$/.test(text)),
  }
}

/** What is new in each answer, whoever asks. */
const withoutIds = (text: string) =>
  text
    .replace(/(x-request-id: |"requestId":")[\w-]{20}/g, '$1id')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
    // The signed one first: it says which second it is.
    .replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+|[\w-]{43}/g, 'token')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
    .replace(/(un)?known\w*(@example\.org)?/g, 'name')

test('ASVS 6.3.8: who has an account shows neither in the answer nor in what is asked of the database before it', async () => {
  const shown: Record<string, number> = {}
  // The first call of each kind may make what later ones find.
  for (const { procedure, body, noted, asked } of pairs)
    for (let round = 0; round < 3; round++) {
      const bodies = { known: await body(true), unknown: await body(false) }
      const before = await notes(noted ?? '')
      const known = await ask({ procedure, body: bodies.known })
      if (noted !== null) await expect.poll(() => notes(noted)).toBe(before + 1)
      const unknown = await ask({ procedure, body: bodies.unknown })
      // What follows from this call is none of the next one's.
      if (asked !== null)
        await expect.poll(() => tap.heard.slice(untilAnswer).some((text) => asked.test(text))).toBe(true)
      expect(known, procedure).toEqual(unknown)
      expect(known.statements.length, procedure).toBeGreaterThan(0)
      shown[`${procedure} ${known.status}`] = known.statements.length
    }
  expect(Object.keys(shown)).toEqual([
    'account.logIn 401',
    'account.register 200',
    'account.requestReset 200',
    'device.startSession 200',
    'device.confirmSession 400',
  ])
  console.log('enumeration: statements before the answer, the same for both:', JSON.stringify(shown))
})
