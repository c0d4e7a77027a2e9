import type { Method, Route } from './route.ts'

export type Match =
  | { readonly route: Route; readonly params: Readonly<Record<string, string>> }
  /** The path is known, but not by this method. */
  | { readonly allow: readonly Method[] }

/** Finds the row for a request; null for a path that nobody has. A literal part goes before a parameter. */
export function createMatcher(routes: readonly Route[]) {
  const rows = routes.map((route) => ({ route, parts: route.path.slice(1).split('/') }))
  rows.sort((a, b) => parameters(a.parts) - parameters(b.parts))
  return (method: string, path: string): Match | null => {
    const asked = decode(path)
    if (asked === null) return null
    const there = rows.flatMap(({ route, parts }) => {
      const params = paramsOf(parts, asked)
      return params === null ? [] : [{ route, params }]
    })
    const wanted = method === 'HEAD' ? 'GET' : method
    const found = there.find(({ route }) => route.method === wanted)
    if (found !== undefined) return found
    return there.length === 0 ? null : { allow: [...new Set(there.map(({ route }) => route.method))] }
  }
}

const parameters = (parts: readonly string[]) => parts.filter((part) => part.startsWith('{')).length

function paramsOf(parts: readonly string[], asked: readonly string[]): Record<string, string> | null {
  if (parts.length !== asked.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    const value = asked[index] ?? ''
    if (part.startsWith('{')) params[part.slice(1, -1)] = value
    else if (part !== value) return null
  }
  return params
}

function decode(path: string): readonly string[] | null {
  try {
    return path.split('/').slice(1).map(decodeURIComponent)
  } catch {
    return null
  }
}
