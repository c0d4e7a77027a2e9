import { usualLifetimes } from '@shiplap/domain/device'
import type { Redis } from '@shiplap/redis/connect'
import type { AnotherProcess, TestApi } from '../testing.ts'
import type { TestVisitor } from '../testing-visitor.ts'
import * as model from './testing-model.ts'

export const cookie = '__Host-shiplap'

/** The product under test: one process, another over the same stores, and its Redis. */
export type Product = { readonly world: TestApi; readonly other: AnotherProcess; readonly redis: Redis }

/** A place with its browser, which reaches one process or the other. */
export type Place = model.Place & { readonly visitors: readonly [TestVisitor, TestVisitor]; jar: TestVisitor }
export type State = {
  readonly product: Product
  readonly places: readonly Place[]
  readonly username: string
  readonly email: string
  readonly usedIds: Set<string>
  password: string
  now: number
  /** Copies as Redis had them a moment ago, to be put back as an old snapshot would. */
  old: readonly (readonly [string, string])[]
  /** Tokens that were replaced or ended; none of them may ever open anything again. */
  readonly dead: Set<string>
}
/** How often each thing was done and came out. */
export const counts: Record<string, number> = {}
export const count = (what: string) => {
  counts[what] = (counts[what] ?? 0) + 1
}

/** A session opens at this place, or goes on under its id. */
export function nowOpen(
  state: State,
  place: Place,
  { id, stay, resumed }: { id: string; stay: boolean; resumed: boolean },
): void {
  model.opened(place, { id, stay, now: state.now, lifetimes: usualLifetimes })
  state.usedIds.add(id)
  count(`${resumed ? 'reused' : 'opened'} ${place.device.type}`)
}
