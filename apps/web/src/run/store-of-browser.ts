/** Where this browser keeps things; where it forbids that, they are kept as long as the page stands. */
export function storeOfBrowser(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  try {
    if (typeof window !== 'undefined') return window.localStorage
    return keptInMemory()
  } catch {
    return keptInMemory()
  }
}

function keptInMemory() {
  const kept = new Map<string, string>()
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  }
}
