import { mostStack, stackPattern } from './board.ts'

/** The names somebody typed, as they are kept: `Node, Hono` → `['node', 'hono']`. Null when one of them is no such name or they are too many. */
export function parseStack(typed: string): readonly string[] | null {
  const names = typed
    .split(/[,\n]/)
    .map((name) => name.trim().toLowerCase().replaceAll(/\s+/g, '-'))
    .filter((name) => name !== '')
  const once = [...new Set(names)]
  return once.length <= mostStack && once.every((name) => stackPattern.test(name)) ? once : null
}
