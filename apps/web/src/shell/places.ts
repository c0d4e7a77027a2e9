import { hasRole, type Role } from '@shiplap/domain/account'

export type Place = {
  readonly href: string
  readonly name: string
  /** `g` and then this key goes there. */
  readonly key: string
  /** Paths that belong to it besides its own. */
  readonly also?: readonly string[]
  readonly needs?: Role
}

/** The rooms of the house in the order of the rail. */
export const places = [
  { href: '/', name: 'Runs', key: 'r', also: ['/run', '/runs'] },
  { href: '/boards', name: 'Boards', key: 'b', also: ['/u'] },
  { href: '/challenges', name: 'Challenges', key: 'c' },
  { href: '/chat', name: 'Chat', key: 't' },
  { href: '/logins', name: 'Logins', key: 'l', needs: 'member' },
  { href: '/devices', name: 'Devices', key: 'd', needs: 'member' },
  { href: '/verify', name: 'Verify', key: 'v', needs: 'verifier' },
  { href: '/admin/jobs', name: 'Admin', key: 'a', also: ['/admin'], needs: 'admin' },
] as const satisfies readonly Place[]

/** What this visitor may enter; a stranger sees what is public. */
export function placesFor(account: { readonly role: Role } | null): readonly Place[] {
  return places.filter((place: Place) => !place.needs || (account && hasRole(account, place.needs)))
}

export function isAt(place: Place, path: string): boolean {
  if (path === place.href) return true
  const roots = [...(place.href === '/' ? [] : [place.href]), ...(place.also ?? [])]
  return roots.some((root) => path === root || path.startsWith(`${root}/`))
}
