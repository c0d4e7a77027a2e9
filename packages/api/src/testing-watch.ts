/** Something that tests wait for: `changed` is told of each change, and whoever waits looks again. */
export function createWatch() {
  const waiters = new Set<() => void>()
  return {
    changed() {
      for (const look of waiters) look()
    },
    /** Resolves once `isSo`; rejects with what that throws. */
    until: (isSo: () => boolean) =>
      new Promise<void>((resolve, reject) => {
        const look = () => {
          try {
            if (!isSo()) return
            resolve()
          } catch (error) {
            reject(error)
          }
          waiters.delete(look)
        }
        waiters.add(look)
        look()
      }),
  }
}
