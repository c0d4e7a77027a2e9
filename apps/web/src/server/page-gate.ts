import type { IncomingMessage } from 'node:http'

/**
 * The status with which a request for a page is turned away before Next sees it, or null. Pages are only read: there are
 * no server actions, so whatever would send one has no business here. An escape that stands for no text has no page, and
 * neither has what is no path: of `*` Next makes a fault, and of an address with an origin a redirect to there.
 */
export function whyNotPage({ method, url = '/' }: IncomingMessage): 400 | 405 | null {
  if (method !== 'GET' && method !== 'HEAD') return 405
  if (!url.startsWith('/')) return 400
  try {
    decodeURIComponent(url.split('?')[0] ?? '')
    return null
  } catch {
    return 400
  }
}
