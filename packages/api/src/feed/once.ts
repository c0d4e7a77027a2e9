/** One call at a time: who asks while it runs shares the running one, or with `afresh` the one that starts after it. */
export function once(
  act: () => Promise<void>,
): (() => Promise<void>) & { readonly afresh: () => Promise<void> } {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const run = () => {
    running ??= act().finally(() => {
      running = undefined
    })
    return running
  }
  const afresh = () => {
    if (running === undefined) return run()
    next ??= running
      .catch(() => {}) // whoever started it hears of its failure
      .then(() => {
        next = undefined
        return run()
      })
    return next
  }
  return Object.assign(run, { afresh })
}
