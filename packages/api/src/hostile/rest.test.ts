import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { inputSchemaOf, pathNames } from '../rest/json-schema.ts'
import type { Route } from '../rest/route.ts'
import { routes } from '../rest/routes.ts'
import { drawn, seed } from './arbitrary.ts'
import { isWhole, patience, spread } from './cases.ts'
import { digestOf } from './digest.ts'
import { spoiled, wellFormed } from './inputs.ts'
import { openCrowd } from './people.ts'
import { timing } from './slow.ts'
import { createTally } from './tally.ts'
import { hostileBodies, hostileValues } from './values.ts'
import { inParallel, openWire } from './wire.ts'
import { createListenedApi, type ListenedApi } from './world.ts'

vi.setConfig(patience)

let world: ListenedApi
let wire: ReturnType<typeof openWire>
beforeAll(async () => {
  world = await createListenedApi()
  wire = openWire(world.origin)
})
afterAll(async () => {
  wire.close()
  await world.close()
})

const ladder = ['anyone', 'member', 'verifier', 'moderator', 'admin'] as const

test('bad input is refused by every row of REST with a problem document, and changes nothing it should not', async () => {
  const crowd = openCrowd(world)
  const tally = createTally()
  const cases = routes.flatMap((route, salt) => requestsOf(route, salt))
  const send = async ([at, request]: readonly [number, (typeof cases)[number]]) =>
    wire.send(
      await crowd.of(`${request.path.split('?')[0]}`, ladder[at % ladder.length] ?? 'anyone'),
      request,
    )
  const watch = timing(send)
  await inParallel(cases.entries(), 2, async (each) => {
    const [, request] = each
    const answer = await send(each)
    tally.count(`${request.method} ${request.path} ${request.body ?? ''}`, answer, {
      mustRefuse: request.isNoObject,
    })
    if (answer.status < 400) return
    watch.note(each, answer)
    expect(JSON.parse(answer.text)).toMatchObject({ status: answer.status, code: expect.any(String) })
  })
  const slow = await watch.slow()
  const counts = tally.told()
  console.log('bad input over REST', { seed, rows: routes.length, ...counts })
  expect(tally.faults).toEqual([])
  expect(counts.refused).toBeGreaterThan(800)
  expect(
    slow.map(([, { method, path, body }]) => `${method} ${path.slice(0, 100)} ${body?.slice(0, 200) ?? ''}`),
  ).toEqual([])
  expect(world.toldOf([...crowd.secrets(), world.settings.pepper]).told).toEqual([])
})

test('what is no object, no JSON or for nobody changes nothing', async () => {
  const before = await digestOf(world.database)
  const visitor = world.visitor()
  for (const { method, path } of routes)
    for (const body of method === 'POST' || method === 'PATCH'
      ? hostileBodies.filter((each) => each !== '')
      : []) {
      const { status } = await wire.send(visitor, { method, path: `/api/v1${fill(path, {})}`, body })
      expect([method, path, body.slice(0, 60), status >= 400 && status < 500]).toEqual([
        method,
        path,
        body.slice(0, 60),
        true,
      ])
    }
  expect(await digestOf(world.database)).toEqual(before)
})

/** One row's requests: its path, query and body filled with what nobody who means well would send. */
function requestsOf(route: Route, salt: number) {
  const { method } = route
  const schema = inputSchemaOf(route)
  const hasBody = method === 'POST' || method === 'PATCH'
  const values = [...hostileValues, ...drawn(isWhole ? 100 : 12, salt)]
  const inputs = schema === null ? [{}] : [...spoiled(wellFormed(schema), values)]
  const named = spread(inputs, isWhole ? Number.POSITIVE_INFINITY : 50).map((input) => {
    const isObject = typeof input === 'object' && input !== null && !Array.isArray(input)
    const fields: Readonly<Record<string, unknown>> = isObject ? { ...input } : {}
    const query = hasBody
      ? route.query
      : Object.keys(fields).filter((name) => !pathNames(route.path).includes(name))
    const search = new URLSearchParams(query.map((name): [string, string] => [name, asText(fields[name])]))
    const rest = Object.fromEntries(
      Object.entries(fields).filter(
        ([name]) => !query.includes(name) && !pathNames(route.path).includes(name),
      ),
    )
    return {
      method,
      path: `/api/v1${fill(route.path, fields)}?${search}`.slice(0, 12_000),
      body: hasBody ? (isObject ? JSON.stringify(rest) : (JSON.stringify(input) ?? 'null')) : undefined,
      isNoObject: hasBody && !isObject,
    }
  })
  return named
}

function fill(path: string, fields: Readonly<Record<string, unknown>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodePart(asText(fields[name])))
}

const asText = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

/** A lone surrogate cannot be encoded; its bytes can be sent all the same. */
const encodePart = (text: string) =>
  text.isWellFormed() ? encodeURIComponent(text).slice(0, 4_000) : '%ED%A0%80'
