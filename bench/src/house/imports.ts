import { dirname, join, normalize } from 'node:path'
import type { SourceFile } from './files.ts'

/** Files that import each other in a circle, a group for each circle. Imports of types alone tie nothing together at run time. */
export function importCycles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const known = new Set(files.map(({ path }) => path))
  const graph = new Map(files.map((file) => [file.path, importsOf(file, known)]))
  return groups(graph)
}

function importsOf({ path, text }: SourceFile, known: ReadonlySet<string>): readonly string[] {
  const found = text.matchAll(
    /^\s*(?:import|export)\s(?!type\b)[^'"]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm,
  )
  return [...found].flatMap(([, from, bare]) => {
    const at = fileOf(path, from ?? bare ?? '')
    return known.has(at) ? [at] : []
  })
}

function fileOf(path: string, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(path), specifier))
  const [, name = '', door = 'index'] = /^@shiplap\/([^/]+)(?:\/(.+))?$/.exec(specifier) ?? []
  return `packages/${name}/src/${door}.ts`
}

/** Tarjan's strongly connected components, those of more than one. */
function groups(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const found: string[][] = []
  const visit = (node: string): number => {
    order.set(node, order.size)
    low.set(node, order.get(node) ?? 0)
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next)
      if (stack.includes(next)) low.set(node, Math.min(low.get(node) ?? 0, low.get(next) ?? 0))
    }
    if (low.get(node) === order.get(node)) {
      const group = stack.splice(stack.indexOf(node))
      if (group.length > 1) found.push(group)
    }
    return low.get(node) ?? 0
  }
  for (const node of graph.keys()) if (!order.has(node)) visit(node)
  return found
}
