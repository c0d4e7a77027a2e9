/** One question to the server's clock. The device's own times are epoch milliseconds that run evenly. */
export type ClockSample = {
  readonly sentAt: number
  readonly receivedAt: number
  readonly serverAt: number
}

const kept = 8

/**
 * The samples with one more, the newest last, eight at most. Those that contradict the newest are dropped: one of the
 * two clocks was set since, or the device slept.
 */
export function withSample(samples: readonly ClockSample[], sample: ClockSample): readonly ClockSample[] {
  return [...samples.filter((each) => agree(each, sample)), sample].slice(-kept)
}

/** The server's clock minus this device's, from the sample with the least round trip; 0 before the first. */
export function offsetMs(samples: readonly ClockSample[]): number {
  const best = samples.reduce<ClockSample | undefined>(
    (least, each) => (least === undefined || roundTripMs(each) < roundTripMs(least) ? each : least),
    undefined,
  )
  return best === undefined ? 0 : best.serverAt - (best.sentAt + best.receivedAt) / 2
}

function roundTripMs(sample: ClockSample): number {
  return sample.receivedAt - sample.sentAt
}

/** The true offset lies between `serverAt - receivedAt` and `serverAt - sentAt`; a millisecond is lost to rounding. */
function agree(a: ClockSample, b: ClockSample): boolean {
  return (
    a.serverAt - a.receivedAt <= b.serverAt - b.sentAt + 1 &&
    b.serverAt - b.receivedAt <= a.serverAt - a.sentAt + 1
  )
}
