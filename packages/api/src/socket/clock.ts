/** The process's clock in whole milliseconds: such a number lies in the object that keeps it, a fraction beside it. */
export const nowMs = () => Math.floor(performance.now())
