import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AccessKeys } from './access-keys.ts'

/** Publishes the keys that access tokens are signed with. Tells false for any other request. */
export function createJwksDoor({ accessKeys }: { readonly accessKeys: AccessKeys }) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.url?.split('?')[0] !== '/.well-known/jwks.json') return false
    accessKeys.published().then(
      (keys) => {
        response.writeHead(200, {
          'content-type': 'application/jwk-set+json',
          'cache-control': 'public, max-age=300',
          'x-content-type-options': 'nosniff',
        })
        response.end(JSON.stringify(keys))
      },
      () => response.writeHead(503, { 'retry-after': '2' }).end(),
    )
    return true
  }
}
