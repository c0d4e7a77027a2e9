import { expect, test } from 'vitest'
import {
  type Standing,
  whyNotGrant,
  whyNotModerate,
  whyNotModeratePerson,
  whyNotRead,
  whyNotWrite,
} from './room.ts'

const member: Standing = {
  kind: 'public',
  accountRole: 'member',
  role: 'member',
  isBanned: false,
  isMuted: false,
}
const as = (changes: Partial<Standing>): Standing => ({ ...member, ...changes })
const outside = as({ role: null })
const stranger = as({ accountRole: null, role: null })

test('a private room is not there for who is not in it, whatever their role on the instance', () => {
  for (const accountRole of [null, 'member', 'verifier', 'moderator', 'admin'] as const)
    expect(whyNotRead(as({ kind: 'private', accountRole, role: null }))).toBe('room.not-found')
  expect(whyNotRead(as({ kind: 'private' }))).toBeNull()
  expect(whyNotRead(stranger)).toBeNull()
})

test('who is banned neither reads nor writes, who is muted only reads, who is a stranger only reads', () => {
  expect(whyNotRead(as({ isBanned: true }))).toBe('room.banned')
  expect(whyNotWrite(as({ isBanned: true }))).toBe('room.banned')
  expect(whyNotWrite(as({ isMuted: true }))).toBe('room.muted')
  expect(whyNotRead(as({ isMuted: true }))).toBeNull()
  expect(whyNotWrite(stranger)).toBe('account.signed-out')
  expect(whyNotWrite(outside)).toBeNull()
  expect(whyNotWrite(as({ kind: 'private', role: null }))).toBe('room.not-found')
})

test('moderating is for the room’s own moderators and owners, and outside of private rooms for those of the instance', () => {
  expect(whyNotModerate(outside)).toBe('room.forbidden')
  expect(whyNotModerate(member)).toBe('room.forbidden')
  expect(whyNotModerate(as({ role: 'moderator' }))).toBeNull()
  expect(whyNotModerate(as({ role: 'owner' }))).toBeNull()
  expect(whyNotModerate(as({ role: null, accountRole: 'verifier' }))).toBe('room.forbidden')
  expect(whyNotModerate(as({ role: null, accountRole: 'moderator' }))).toBeNull()
  expect(whyNotModerate(as({ role: null, accountRole: 'admin' }))).toBeNull()
  expect(whyNotModerate(as({ kind: 'private', accountRole: 'admin' }))).toBe('room.forbidden')
  expect(whyNotModerate(as({ kind: 'private', accountRole: 'admin', role: 'moderator' }))).toBeNull()
  expect(whyNotModerate(as({ role: 'owner', isBanned: true }))).toBe('room.banned')
  expect(whyNotModerate(stranger)).toBe('room.forbidden')
})

test('nobody acts on those who stand as high as themselves', () => {
  const ladder = [
    outside,
    member,
    as({ role: 'moderator' }),
    as({ role: 'owner' }),
    as({ role: null, accountRole: 'moderator' }),
  ]
  for (const [above, actor] of ladder.entries())
    for (const [below, person] of ladder.entries()) {
      const expected = above < 2 ? 'room.forbidden' : above > below ? null : 'room.outranked'
      expect([above, below, whyNotModeratePerson(actor, person)]).toEqual([above, below, expected])
    }
})

test('owners make moderators and owners; moderators make members', () => {
  expect(whyNotGrant(as({ role: 'moderator' }), 'member')).toBeNull()
  expect(whyNotGrant(as({ role: 'moderator' }), 'moderator')).toBe('room.forbidden')
  expect(whyNotGrant(as({ role: 'owner' }), 'moderator')).toBeNull()
  expect(whyNotGrant(as({ role: 'owner' }), 'owner')).toBeNull()
  expect(whyNotGrant(member, 'member')).toBe('room.forbidden')
})
