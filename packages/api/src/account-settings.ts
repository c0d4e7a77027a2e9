import { passwordLength } from '@shiplap/domain/account'
import { type Lifetimes, usualLifetimes } from '@shiplap/domain/device'

/** How this instance treats accounts. Each is a setting of its operator. */
export type AccountSettings = {
  /** Whether strangers may register. */
  readonly openRegistration: boolean
  /** Opens /setup for the first administrator; null when there is no such link. */
  readonly setupToken: string | null
  readonly lifetimes: Lifetimes
  readonly passwordLeast: number
  /** Lets sessions go over plain http beyond loopback, where whoever listens can take them. */
  readonly plainHttp: boolean
  /** Multiplies the limits by address, for many people behind one. Limits by account stay as they are. */
  readonly addressLimitFactor: number
  /** Secrets that passwords may still be keyed with; they move to the present one at the next sign-in. */
  readonly formerPeppers: readonly string[]
}

export const usualAccountSettings: AccountSettings = {
  openRegistration: true,
  setupToken: null,
  lifetimes: usualLifetimes,
  passwordLeast: passwordLength.least,
  plainHttp: false,
  addressLimitFactor: 1,
  formerPeppers: [],
}
