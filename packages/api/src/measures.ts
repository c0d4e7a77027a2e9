import type { Metrics } from '@shiplap/runtime/metrics'

/** What the api counts of its own work. */
export type Measures = {
  readonly call: (call: {
    readonly procedure: string
    readonly type: string
    /** `ok`, the reason of a refusal, or `bug`. */
    readonly outcome: string
    readonly ms: number
  }) => void
}

export function createMeasures(
  metrics: Metrics,
  { openSockets }: { readonly openSockets: () => number },
): Measures {
  const called = metrics.time({
    name: 'call_seconds',
    help: 'Time that calls of procedures took, by procedure and outcome.',
    labels: ['procedure', 'type', 'outcome'],
  })
  metrics.gauge({
    name: 'sockets_open',
    help: 'WebSockets that are open in this process.',
    read: (set) => set(openSockets()),
  })
  return { call: ({ ms, ...labels }) => called(ms / 1000, labels) }
}
