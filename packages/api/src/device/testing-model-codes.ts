import { codeRules } from '@shiplap/domain/one-time-code'
import { expect } from 'vitest'
import { codeFor, mailsTo } from '../testing-mail.ts'
import type { TestVisitor } from '../testing-visitor.ts'
import * as model from './testing-model.ts'
import { cookie, count, nowOpen, type Place, type State } from './testing-model-state.ts'

/** Asks for a code, and compares what comes of it. */
export async function create(
  state: State,
  place: Place,
  { api }: TestVisitor,
  { stay, prove }: { stay: boolean; prove: boolean },
): Promise<void> {
  const expected = model.whatAskGives(place, { prove, now: state.now })
  const mailsBefore = (await mailsTo(state.product.world, state.email)).length
  const asked = await api.device.startSession
    .mutate({ mode: 'email', user: { email: state.email }, device: place.device, stay, prove })
    .catch((error) => {
      expect(error.data.reason).toBe('code.too-soon')
      return null
    })
  count(`asked: ${expected}`)
  expect(asked === null).toBe(expected === 'too soon')
  const isSent = expected === 'new' || expected === 'resumes'
  expect((await mailsTo(state.product.world, state.email)).length - mailsBefore).toBe(isSent ? 1 : 0)
  if (asked === null) return
  expect(asked.created).toBe(expected === 'new')
  expect(asked.token === null).toBe(expected === 'own session')
  if (expected === 'own session' || expected === 'resumes') expect(asked.id).toBe(place.session?.id)
  if (expected === 'joined') expect(asked.id).toBe(place.pending?.id)
  // Who joins may bring the code by the token of either asking.
  if (isSent) {
    place.pending = { id: asked.id, token: asked.token ?? '', sentAt: state.now, tries: 0, used: false, stay }
    codes.set(place.pending, await codeFor(state.product.world, state.email))
  }
  model.see(place, state.now)
}

/** Brings the right code of what waits at this place, or a wrong one. */
export async function bringCode(
  state: State,
  place: Place,
  { api, cookies }: TestVisitor,
  what: 'confirm' | 'wrong code',
): Promise<void> {
  const { pending } = place
  if (pending === null) return
  const isWaiting = model.isWaiting(place, state.now)
  const right = codes.get(pending) ?? ''
  const code = what === 'confirm' ? right : String((Number(right) + 1) % 1_000_000).padStart(6, '0')
  const before = cookies.get(cookie)
  const [wasAlive, formerId] = [model.isAlive(place, state.now), place.session?.id]
  const { id, token, stay } = pending
  const done = await api.device.confirmSession.mutate({ id, token, code }).catch((error) => {
    expect(error.data.reason).toBe('code.invalid')
    return null
  })
  expect(done !== null).toBe(isWaiting && what === 'confirm')
  if (isWaiting) pending.tries++
  if (done === null) return count('refused code')
  pending.used = true
  if (before !== undefined) state.dead.add(before)
  if (wasAlive) expect(done.id).toBe(formerId)
  else if (state.usedIds.has(id)) expect(state.usedIds.has(done.id)).toBe(false)
  else expect(done.id).toBe(id)
  nowOpen(state, place, { id: done.id, stay, resumed: wasAlive })
}

/** The code of each pending session, read when it was sent: later mails to the same address are other places’. */
const codes = new WeakMap<model.ModelPending, string>()

/** Asks for another code in place of the last. */
export async function resend(state: State, place: Place, { api }: TestVisitor): Promise<void> {
  const { pending } = place
  if (pending === null) return
  const expected = !model.isWaiting(place, state.now)
    ? 'code.invalid'
    : state.now < pending.sentAt + codeRules.resendAfterMs
      ? 'code.too-soon'
      : 'sent'
  const answer = await api.device.resendCode.mutate({ id: pending.id, token: pending.token }).then(
    () => 'sent',
    (error) => error.data.reason as string,
  )
  expect(answer).toBe(expected)
  count(`resent: ${expected}`)
  if (expected !== 'sent') return
  pending.sentAt = state.now
  pending.tries = 0
  codes.set(pending, await codeFor(state.product.world, state.email))
}
