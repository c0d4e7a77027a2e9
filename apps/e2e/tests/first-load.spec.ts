import { firstLoad } from '../src/first-load.ts'
import { expect, test } from '../src/test.ts'

// Kilobytes of gzip. An empty page of this framework weighs 132 of them before we write a line.
const bars = {
  '/': 190,
} as const satisfies Record<string, number>

test('no page makes a browser download more script than its bar', async ({ request }) => {
  const loads = await Promise.all(Object.keys(bars).map((path) => firstLoad(request, path)))
  const rows = loads.map((load) => ({ ...load, bar: bars[load.path as keyof typeof bars] }))
  console.table(rows)
  expect(rows.filter((row) => row.kilobytes > row.bar)).toEqual([])
})
