/** What came back of a door. */
export type Answer = { readonly status: number; readonly text: string; readonly ms: number }

/** Counts what comes back; `faults` are answers that must not be. */
export function createTally() {
  const counts = { calls: 0, refused: 0, limited: 0, accepted: 0 }
  const faults: string[] = []
  const times: number[] = []
  return {
    faults,
    /** `mustRefuse`: the answer has to be a "no". */
    count(
      what: string,
      { status, text, ms }: Answer,
      { mustRefuse }: { readonly mustRefuse: boolean },
    ): void {
      counts.calls++
      if (status === 429) counts.limited++
      else if (status >= 400) counts.refused++
      else counts.accepted++
      times.push(ms)
      const tells = status >= 400 && internals.test(text)
      if (status >= 500 || tells || (mustRefuse && status < 400))
        faults.push(`${what.slice(0, 200)} → ${status} ${text.slice(0, 200)}`)
    },
    /** The numbers of the run; `medianMs` is how long the middle one of all answers took. */
    told() {
      times.sort((a, b) => a - b)
      return { ...counts, medianMs: Math.round((times[times.length >> 1] ?? 0) * 10) / 10 }
    },
  }
}

/** Words of stacks, SQL, and vendors: what an answer to a stranger never holds. */
export const internals =
  /node_modules|\.ts:\d|\bat \w+ \(|select .* from|insert into|violates|syntax error|ECONN|ioredis|kysely/i
