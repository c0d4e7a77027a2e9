import { createServer } from 'node:http'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Log } from './log.ts'

type Labels = Readonly<Record<string, string | number>>
type Named = { readonly name: string; readonly help: string; readonly labels?: readonly string[] }

/** What one process measures, in the words of Prometheus. Names begin with `shiplap_`. */
export type Metrics = {
  readonly count: (named: Named) => (labels?: Labels) => void
  /** For times, in seconds as Prometheus wants them. */
  readonly time: (named: Named) => (seconds: number, labels?: Labels) => void
  /** Read anew whenever somebody asks; `set` may be called once for each set of labels. A reading that fails leaves the gauge out. */
  readonly gauge: (named: Named & { readonly read: Reading }) => void
  readonly text: () => Promise<string>
}
type Reading = (set: (value: number, labels?: Labels) => void) => void | Promise<void>

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

export function createMetrics({ processToo = false }: { readonly processToo?: boolean } = {}): Metrics {
  const registry = new Registry()
  if (processToo) collectDefaultMetrics({ register: registry })
  const shared = ({ name, help, labels = [] }: Named) => ({
    name: `shiplap_${name}`,
    help,
    labelNames: [...labels],
    registers: [registry],
  })
  return {
    count(named) {
      const counter = new Counter(shared(named))
      return (labels = {}) => counter.inc(labels)
    },
    time(named) {
      const histogram = new Histogram({ ...shared(named), buckets })
      return (seconds, labels = {}) => histogram.observe(labels, seconds)
    },
    gauge({ read, ...named }) {
      new Gauge({
        ...shared(named),
        async collect() {
          this.reset()
          try {
            await read((value, labels = {}) => this.set(labels, value))
          } catch {
            // A gauge without labels would come back from a reset as 0, which is not what is known.
            this.reset()
            if (named.labels === undefined) this.remove()
          }
        },
      })
    },
    text: () => registry.metrics(),
  }
}

/** Answers GET /metrics on a port of its own, which is not for the public. */
export async function serveMetrics({
  metrics,
  host,
  port,
  log,
}: {
  readonly metrics: Metrics
  readonly host: string
  readonly port: number
  readonly log: Log
}): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
    response.end(await metrics.text())
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  log.info({ port: bound }, 'metrics')
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
