import type { Server } from 'node:http'
import type { Metrics } from '@shiplap/runtime/metrics'

/** Times every HTTP request by the door it came to. Paths are no labels: there are as many as there are runs. */
export function measureRequests(server: Server, metrics: Metrics): void {
  const answered = metrics.time({
    name: 'http_request_seconds',
    help: 'Time from a request to the end of its answer, by door, method and status.',
    labels: ['door', 'method', 'status'],
  })
  server.prependListener('request', (request, response) => {
    const started = performance.now()
    response.on('close', () => {
      const labels = {
        door: doorOf(request.url ?? ''),
        method: methods.has(request.method ?? '') ? (request.method ?? '') : 'other',
        // An answer that was never begun belongs to somebody who left.
        status: response.headersSent ? response.statusCode : 'gone',
      }
      answered((performance.now() - started) / 1000, labels)
    })
  })
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'])

function doorOf(url: string): string {
  if (url.startsWith('/api/trpc')) return 'trpc'
  if (url.startsWith('/api/v1')) return 'rest'
  if (url.startsWith('/api/')) return 'api'
  return url.startsWith('/_next/') ? 'asset' : 'page'
}
