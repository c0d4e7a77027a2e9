const mostAtOnce = 500
const perSecond = 250

/**
 * How many messages a connection may send: 500 at once, of which it regains 250 a second. All that is kept of it is the
 * moment from which it may send all of them again.
 */
export const spend = (wholeAtMs: number, count: number, nowMs: number): number =>
  Math.max(wholeAtMs, nowMs) + (count * 1_000) / perSecond

/** How long to read no further from who has sent more than that. */
export const pauseMs = (wholeAtMs: number, nowMs: number): number =>
  Math.max(0, wholeAtMs - nowMs - (mostAtOnce * 1_000) / perSecond)
