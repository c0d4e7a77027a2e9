import type { Api } from '@shiplap/api'

// Next bundles pages apart from server.ts, so a module is two modules in one process; only the global object is one.
const slot = Symbol.for('shiplap.api')
const shared = globalThis as typeof globalThis & { [slot]?: Pick<Api, 'caller'> }

export function handApiToPages(api: Pick<Api, 'caller'>): void {
  shared[slot] = api
}

/** @throws outside the web server, as during a build, where no page may ask for data. */
export function apiOfThisProcess(): Pick<Api, 'caller'> {
  const api = shared[slot]
  if (api === undefined) throw new Error('pages are served by apps/web/server.ts only')
  return api
}
