import { expect, test } from 'vitest'
import { silentLog } from './log.ts'
import { createMetrics, serveMetrics } from './metrics.ts'

test('counts, times and gauges are told in the text format, on a port of their own', async () => {
  const metrics = createMetrics({ processToo: true })
  const counted = metrics.count({ name: 'things_total', help: 'Things.', labels: ['kind'] })
  const timed = metrics.time({ name: 'work_seconds', help: 'Work.' })
  let waiting = 3
  metrics.gauge({
    name: 'waiting',
    help: 'Waiting.',
    labels: ['kind'],
    read: (set) => set(waiting, { kind: 'mail' }),
  })
  counted({ kind: 'a' })
  counted({ kind: 'a' })
  timed(0.02)
  const server = await serveMetrics({ metrics, host: '127.0.0.1', port: 0, log: silentLog })
  const read = async () => (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text()
  const text = await read()
  expect(text).toContain('shiplap_things_total{kind="a"} 2')
  expect(text).toContain('shiplap_work_seconds_bucket{le="0.025"} 1')
  expect(text).toContain('shiplap_waiting{kind="mail"} 3')
  expect(text).toContain('nodejs_eventloop_lag_seconds')
  waiting = 0
  expect(await read()).toContain('shiplap_waiting{kind="mail"} 0')
  expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404)
  await server.close()
})

test('a gauge that cannot be read is left out, and the others are still told', async () => {
  const metrics = createMetrics()
  metrics.gauge({ name: 'broken', help: 'Broken.', read: () => Promise.reject(new Error('away')) })
  metrics.count({ name: 'fine_total', help: 'Fine.' })()
  const text = await metrics.text()
  expect(text).not.toMatch(/^shiplap_broken /m)
  expect(text).toContain('shiplap_fine_total 1')
})
