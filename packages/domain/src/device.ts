export const deviceTypes = ['mobi', 'othr'] as const
/** `mobi` is a phone or tablet that proves itself by its vendor_uuid; `othr` is everything else. */
export type DeviceType = (typeof deviceTypes)[number]

/** How long device sessions last. Each is a setting of the instance. */
export type Lifetimes = {
  /** An `othr` session ends when unused for this long. */
  readonly othrIdleMs: number
  /** … or for this long, when its owner asked to stay signed in on the device. */
  readonly stayIdleMs: number
  /** An `othr` session ends after this long, however much it is used. */
  readonly othrMostMs: number
  /** A `mobi` session goes on for as long as it is used within this time. */
  readonly mobiIdleMs: number
}

const hour = 60 * 60_000
const day = 24 * hour

export const usualLifetimes: Lifetimes = {
  othrIdleMs: 2 * hour,
  stayIdleMs: 30 * day,
  othrMostMs: 30 * day,
  mobiIdleMs: 90 * day,
}

/** When a session that begins now ends: unused for `idleMs`, and in any case after `mostMs` where that is set. */
export function lifetimeOf(
  { type, stay }: { readonly type: DeviceType; readonly stay: boolean },
  lifetimes: Lifetimes,
): { readonly idleMs: number; readonly mostMs: number | null } {
  if (type === 'mobi') return { idleMs: lifetimes.mobiIdleMs, mostMs: null }
  return { idleMs: stay ? lifetimes.stayIdleMs : lifetimes.othrIdleMs, mostMs: lifetimes.othrMostMs }
}

/** What ended a device session, as its former holder is told. */
export type EndedBy =
  | 'sign-out'
  | 'device'
  | 'everywhere'
  | 'password'
  | 'reset'
  | 'reuse'
  | 'replaced'
  | 'time'
  | 'admin'
  | 'deletion'

export const accessTokenMs = 15 * 60_000
/** A refresh token that was just used may be used once more within this time: its answer may have been lost. */
export const refreshGraceMs = 10_000
export const deviceNameLength = { least: 1, most: 80 } as const
/** UUID version 4, which is what devices make for themselves. */
export const vendorUuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i
