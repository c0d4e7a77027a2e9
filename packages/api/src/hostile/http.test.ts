import { afterAll, beforeAll, expect, test } from 'vitest'
import { allProcedures } from '../procedures.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { inputSchema, spoiled, wellFormed } from './inputs.ts'
import { hostileBodies, hostileValues } from './values.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi({ settings: { trustedProxies: 1 } })
})
afterAll(() => world.close())

type Walked = ReturnType<typeof allProcedures>[number]
const procedures = allProcedures().filter(({ type }) => type !== 'subscription')
const internals =
  /node_modules|\.ts:\d|at \w+ \(|select |insert into|violates|syntax error|ECONN|ioredis|kysely/i

test('no procedure answers bad input with a fault of its own, nor tells what is inside', async () => {
  const counts = { procedures: procedures.length, calls: 0, refused: 0, limited: 0, accepted: 0 }
  const faults: string[] = []
  for (const procedure of procedures) {
    for (const body of bodiesFor(procedure)) {
      const { status, text } = await send(procedure, body, counts.calls++)
      if (status === 429) counts.limited++
      else if (status >= 400) counts.refused++
      else counts.accepted++
      if (status >= 500 || (status >= 400 && internals.test(text)))
        faults.push(`${procedure.path} ${status} ${body.slice(0, 120)} → ${text.slice(0, 200)}`)
    }
  }
  console.log('bad input over HTTP', counts)
  expect(faults).toEqual([])
  expect(counts.calls).toBeGreaterThan(procedures.length * hostileBodies.length)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
}, 240_000)

test('after all of it, the api still serves', async () => {
  expect((await world.visitor().fetch('/api/ready')).status).toBe(200)
})

function* bodiesFor({ inputs }: Walked): Generator<string> {
  yield* hostileBodies
  const schema = inputSchema(inputs.at(-1))
  if (schema === null) return
  for (const input of spoiled(wellFormed(schema), hostileValues)) yield JSON.stringify(input) ?? 'null'
}

/** Each call comes from an address of its own, so that limits do not hide what lies behind them. */
async function send({ path, type }: Walked, body: string, call: number) {
  const headers = {
    'content-type': 'application/json',
    'x-forwarded-for': `10.${call >> 16}.${(call >> 8) & 255}.${call & 255}`,
  }
  const response =
    type === 'mutation'
      ? await world.visitor().fetch(`/api/trpc/${path}`, { method: 'POST', headers, body })
      : await world
          .visitor()
          .fetch(`/api/trpc/${path}?input=${encodeURIComponent(body).slice(0, 12_000)}`, { headers })
  return { status: response.status, text: await response.text() }
}
