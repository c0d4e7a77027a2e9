import { firstLoad } from '../src/first-load.ts'
import { barOf } from '../src/first-load-bars.ts'
import { addressOf, routes } from '../src/routes.ts'
import { expect, test } from '../src/test.ts'
import { makeWorld } from '../src/world.ts'

const forStrangers = ['/sign-in', '/register', '/reset', '/confirm']

test('no page makes a browser download more script than its bar', async ({
  page,
  request,
  newPerson,
  advance,
}) => {
  const world = await makeWorld({ page, newPerson, advance })
  const rows = await Promise.all(
    routes.map(async (route) => ({
      route,
      // Whoever is signed in is sent on from these pages.
      ...(await firstLoad(forStrangers.includes(route) ? request : page.request, addressOf(route, world))),
      bar: barOf(route),
    })),
  )
  console.table(rows)
  expect(rows.filter((row) => row.kilobytes > row.bar)).toEqual([])
})
