import { type Lifetimes, lifetimeOf } from '@shiplap/domain/device'
import { codeRules } from '@shiplap/domain/one-time-code'

// What we believe of an account's device sessions, in the plainest terms: it is compared with what the product does.

export type ModelDevice = { readonly type: 'othr' } | { readonly type: 'mobi'; readonly vendorUuid: string }
export type ModelSession = {
  readonly id: string
  ended: boolean
  readonly bornAt: number
  seenAt: number
  readonly idleMs: number
  readonly mostMs: number
}
export type ModelPending = {
  readonly id: string
  readonly token: string
  sentAt: number
  tries: number
  used: boolean
  readonly stay: boolean
}
/** A place to sign in from. */
export type Place = {
  readonly device: ModelDevice
  session: ModelSession | null
  pending: ModelPending | null
}

/** Copies are read for a minute; whoever comes later is seen anew. */
const seenEveryMs = 60_000

export function isAlive({ session }: Place, now: number): boolean {
  if (session === null || session.ended) return false
  return now < Math.min(session.seenAt + session.idleMs, session.bornAt + session.mostMs)
}

export function see(place: Place, now: number): void {
  if (isAlive(place, now) && place.session && now - place.session.seenAt >= seenEveryMs)
    place.session.seenAt = now
}

export function end(place: Place): void {
  if (place.session) place.session.ended = true
}

export function opened(
  place: Place,
  { id, stay, now, lifetimes }: { id: string; stay: boolean; now: number; lifetimes: Lifetimes },
): void {
  const { idleMs, mostMs } = lifetimeOf({ type: place.device.type, stay }, lifetimes)
  place.session = {
    id,
    ended: false,
    bornAt: now,
    seenAt: now,
    idleMs,
    mostMs: mostMs ?? Number.POSITIVE_INFINITY,
  }
}

/** Whether the code that was sent last can still be brought. */
export function isWaiting({ pending }: Place, now: number): boolean {
  return pending !== null && !pending.used && pending.tries < codeRules.tries && !isLate(pending, now)
}

const isLate = (pending: ModelPending, now: number) => now >= pending.sentAt + codeRules.lifeMs

/** What asking for a code must come to. */
export function whatAskGives(
  place: Place,
  { prove, now }: { readonly prove: boolean; readonly now: number },
): 'own session' | 'joined' | 'too soon' | 'resumes' | 'new' {
  const alive = isAlive(place, now)
  if (alive && !prove) return 'own session'
  if (isWaiting(place, now)) return 'joined'
  const { pending } = place
  const isSpent = pending !== null && !pending.used && pending.tries >= codeRules.tries
  if (isSpent && now < pending.sentAt + codeRules.resendAfterMs) return 'too soon'
  return alive && place.device.type === 'mobi' ? 'resumes' : 'new'
}
