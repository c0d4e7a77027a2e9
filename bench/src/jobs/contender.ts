import type { Place } from '../frame/servers.ts'

export type Payload = { readonly n: number; readonly sentMs: number }
export type Handle = (payload: Payload) => Promise<void>

/** Puts jobs in. */
export type Producer = {
  readonly one: (payload: Payload) => Promise<void>
  readonly many: (payloads: readonly Payload[]) => Promise<void>
  /** How many jobs have not come to their end, in the eyes of the store. */
  readonly open: () => Promise<number>
  /** Adds jobs of a far future, and finished ones where the contender keeps them. */
  readonly burden?: (rows: { readonly finished: number; readonly future: number }) => Promise<void>
  readonly close: () => Promise<void>
}

export type Contender = {
  readonly name: string
  readonly produce: (place: Place) => Promise<Producer>
  /** Runs jobs until `stop`. */
  readonly work: (
    place: Place,
    options: { readonly concurrency: number; readonly handle: Handle },
  ) => Promise<{ readonly stop: () => Promise<void> }>
}
