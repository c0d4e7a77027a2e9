import { firstLoad } from '../src/first-load.ts'
import { addressOf, routes } from '../src/routes.ts'
import { expect, test } from '../src/test.ts'
import { makeWorld } from '../src/world.ts'

// Kilobytes of gzip. An empty page of this framework weighs 132 of them before we write a line.
const bars: Readonly<Record<string, number>> = {
  '/sign-in': 150,
  '/register': 150,
  '/reset': 150,
  '/confirm': 150,
  '/boards': 150,
  '/boards/[challenge]/[category]': 150,
  '/u/[name]': 150,
  '/run': 200,
  '/runs/[id]': 200,
  '/chat': 210,
  '/chat/[room]': 210,
  '/admin/jobs': 220,
}
const anyOther = 190
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
      bar: bars[route] ?? anyOther,
    })),
  )
  console.table(rows)
  expect(rows.filter((row) => row.kilobytes > row.bar)).toEqual([])
})
