/**
 * Stands for an argument that nobody has given: whatever is read of it is another placeholder, and as text it is its own
 * name, so that a query called with it shows where each argument goes.
 */
export function placeholder(name: string): unknown {
  const shown = () => `:${name}`
  return new Proxy(
    {},
    {
      get(_, property) {
        if (property === Symbol.toPrimitive || property === 'toString' || property === 'toJSON') return shown
        if (property === Symbol.iterator) return () => [placeholder(name)][Symbol.iterator]()
        if (property === 'map' || property === 'flatMap')
          return (change: (item: unknown, index: number) => unknown) => [placeholder(name)].map(change)
        if (property === 'length') return 1
        if (typeof property === 'symbol' || askedByKysely.has(property)) return undefined
        return placeholder(/^\d+$/.test(property) ? name : property)
      },
      has: (_, property) => !askedByKysely.has(property),
    },
  )
}

// By these names an argument is told from a promise or from an expression of Kysely's own.
const askedByKysely = new Set<string | symbol>(['then', 'toOperationNode', 'expressionType', 'isRawBuilder'])
