import type { Stage } from '../../stage/stage.ts'
import { type Entry, refusedOnly } from '../history.ts'

/** How long after its end a session may at most still open something. */
const revocationBoundMs = 1_000

/** Who registered is there; whose only answer was a no is not. */
export async function accounts({ database }: Stage, entries: readonly Entry[]): Promise<readonly string[]> {
  const rows = await database.rows<{ name: string }>`select username as name from account`
  const there = new Set(rows.map(({ name }) => name))
  const asked = entries.filter(({ act }) => act === 'account.register')
  return [
    ...asked
      .filter(({ outcome, key }) => outcome === 'ok' && !there.has(key))
      .map(({ key }) => `${key} registered and is not there`),
    ...refusedOnly(asked)
      .filter((key) => there.has(key))
      .map((key) => `${key} was refused and is there`),
  ]
}

/** What was ended has ended, and opens nothing from then on. */
export async function sessions({ database }: Stage, entries: readonly Entry[]): Promise<readonly string[]> {
  const revoked = new Map(
    entries
      .filter(({ act, outcome }) => act === 'device.revoke' && outcome === 'ok')
      .map(({ key, answeredAt }) => [key, answeredAt]),
  )
  const alive = await database.rows<{ id: string }>`
    select id from device_session where state = 'active' and id = any(${[...revoked.keys()]}::uuid[])`
  return [
    ...alive.map(({ id }) => `session ${id} was ended and is not`),
    ...entries
      .filter(
        ({ act, outcome, key, sentAt }) =>
          act === 'account.me' &&
          outcome === 'ok' &&
          sentAt > (revoked.get(key) ?? Number.POSITIVE_INFINITY) + revocationBoundMs,
      )
      .map(({ key }) => `session ${key} opened something after its end`),
  ]
}

/** One refresh token has one successor, however often it was asked for. */
export function families(entries: readonly Entry[]): readonly string[] {
  const children = new Map<string, Set<unknown>>()
  for (const { act, outcome, key, told } of entries)
    if (act === 'account.refresh' && outcome === 'ok')
      children.set(key, (children.get(key) ?? new Set()).add(told?.next))
  return [...children.values()].flatMap((next) =>
    next.size === 1 ? [] : [`a refresh token has ${next.size} successors`],
  )
}
