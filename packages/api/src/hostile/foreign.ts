import { randomUUID } from 'node:crypto'
import type { Role } from '@shiplap/domain/account'
import type { RefusalReason } from '@shiplap/domain/refusal'
import type { Theirs } from './theirs.ts'

/** What somebody else gets: the reason of their refusal, or `may` for what is open to their role. */
type Fate = RefusalReason | 'may'
type Attempt = {
  readonly input: (theirs: Theirs) => object
  /** For everybody whom the guard lets through, unless `but` says otherwise. */
  readonly gets: Fate
  readonly but?: Partial<Record<Role | 'anyone', Fate>>
}

const key = randomUUID
const words = 'Because the splits do not fit.'
const act = (
  input: (theirs: Theirs) => object = ({ running }) => ({ runId: running, key: key() }),
): Attempt => ({
  input,
  gets: 'run.not-found',
})
const hidden = (extra: object = {}): Attempt => ({
  input: ({ room }) => ({ room, ...extra }),
  gets: 'room.not-found',
})
const hiddenPerson = (extra: object = {}): Attempt => ({
  input: ({ room, username }) => ({ room, username, ...extra }),
  gets: 'room.not-found',
})
const claimed = (extra: object = {}): Attempt => ({
  input: ({ claimed }) => ({ submissionId: claimed, ...extra }),
  gets: 'submission.claimed',
})
const moderators = { moderator: 'may', admin: 'may' } as const

/**
 * For every procedure that is told what to act on: an attempt with what belongs to somebody else, and what comes of it.
 * `null` stands for those that name nothing of anybody's: they act on the caller, or by a secret that only its owner has.
 */
export const foreign: Readonly<Record<string, Attempt | null>> = {
  'account.register': null,
  'account.logIn': null,
  'account.logOut': null,
  'account.refresh': null,
  'account.requestReset': null,
  'account.reset': null,
  'account.confirmEmail': null,
  'account.setUp': null,
  'account.canSetUp': null,
  'account.rules': null,
  'account.watch': null,
  'account.me': null,
  'account.update': null,
  'account.changeEmail': null,
  'account.reauthenticate': null,
  'account.changePassword': null,
  'account.setPassword': null,
  'account.export': null,
  'account.exported': null,
  'account.byId': { input: ({ accountId }) => ({ id: accountId }), gets: 'may' },
  'account.byName': { input: ({ username }) => ({ username }), gets: 'may' },
  'account.events': { input: () => ({ limit: 50 }), gets: 'may' },
  // Only one's own name deletes, and only one's own account.
  'account.delete': { input: ({ username }) => ({ username }), gets: 'account.not-found' },

  'admin.accounts': null,
  'admin.health': null,
  'admin.setRole': { input: ({ accountId }) => ({ id: accountId, role: 'verifier' }), gets: 'may' },
  'admin.setDisabled': { input: ({ accountId }) => ({ id: accountId, disabled: true }), gets: 'may' },
  'admin.endSessions': { input: ({ accountId }) => ({ id: accountId }), gets: 'may' },
  'admin.startReset': { input: ({ accountId }) => ({ id: accountId }), gets: 'may' },

  'device.startSession': null,
  'device.list': null,
  'device.live': null,
  'device.revokeOthers': null,
  'device.revokeAll': null,
  'device.resendCode': {
    input: ({ pending }) => ({ id: pending, token: 'x'.repeat(43) }),
    gets: 'code.invalid',
  },
  'device.confirmSession': {
    input: ({ pending, code }) => ({ id: pending, token: 'x'.repeat(43), code }),
    gets: 'code.invalid',
  },
  'device.rename': { input: ({ deviceId }) => ({ deviceId, name: 'Mine now' }), gets: 'device.not-found' },
  'device.revoke': { input: ({ sessionId }) => ({ id: sessionId }), gets: 'device.not-found' },

  'instance.get': null,
  'challenge.list': null,
  'challenge.get': null,
  'category.list': null,

  'run.listLive': null,
  'run.liveAll': null,
  'run.arm': null,
  'run.current': null,
  'run.stats': { input: ({ username }) => ({ username }), gets: 'may' },
  'run.history': { input: ({ username }) => ({ username }), gets: 'may' },
  'run.get': act(({ armed }) => ({ runId: armed })),
  'run.live': act(({ armed }) => ({ runId: armed })),
  'run.export': act(({ armed }) => ({ runId: armed, format: 'exchange' })),
  'run.start': act(({ armed }) => ({ runId: armed, key: key() })),
  'run.cancel': act(({ armed }) => ({ runId: armed })),
  'run.split': act(({ running }) => ({ runId: running, position: 2, key: key() })),
  'run.skipSplit': act(({ running }) => ({ runId: running, position: 2, key: key() })),
  'run.undoSplit': act(),
  'run.pause': act(),
  'run.resume': act(),
  'run.abandon': act(),
  'run.undoFinish': act(({ finished }) => ({ runId: finished, key: key() })),

  'submission.mine': null,
  'submission.queue': null,
  'submission.waiting': null,
  'submission.changes': null,
  'submission.decisions': null,
  'submission.create': act(({ finished }) => ({ runId: finished })),
  'submission.resubmit': {
    input: ({ claimed }) => ({ submissionId: claimed }),
    gets: 'submission.not-found',
  },
  'submission.withdraw': {
    input: ({ claimed }) => ({ submissionId: claimed }),
    gets: 'submission.not-found',
  },
  'submission.get': {
    input: ({ claimed }) => ({ submissionId: claimed }),
    gets: 'submission.not-found',
    but: { verifier: 'may', ...moderators },
  },
  // A colleague holds it.
  'submission.claim': claimed(),
  'submission.release': claimed(),
  'submission.approve': claimed(),
  'submission.reject': claimed({ reason: words }),
  'submission.retime': claimed({ reason: words, timeMs: 9_000 }),
  'submission.unverify': {
    input: ({ claimed }) => ({ submissionId: claimed, reason: words }),
    gets: 'submission.not-approved',
  },

  'board.page': null,
  'board.stacks': null,
  'board.export': null,
  'board.records': null,
  'board.latestRecords': null,
  'board.rebuild': null,
  'board.rankOf': { input: ({ username, board }) => ({ ...board, username }), gets: 'board.not-standing' },
  'board.around': { input: ({ username, board }) => ({ ...board, username }), gets: 'board.not-standing' },

  'notice.list': null,
  'notice.live': null,
  'notice.unread': null,
  // Marks one's own notices up to there, and nobody else's.
  'notice.markRead': { input: ({ noticeId }) => ({ upTo: noticeId }), gets: 'may' },

  'message.list': hidden(),
  'message.live': hidden(),
  'message.search': hidden({ words: 'secret' }),
  'message.send': hidden({ body: 'let me in', clientKey: key() }),
  'message.report': hidden({ seq: 1, reason: words }),
  'message.edit': {
    input: ({ said }) => ({ room: 'lobby', seq: said, body: 'I never said this' }),
    gets: 'room.forbidden',
  },
  'message.remove': {
    input: ({ said }) => ({ room: 'lobby', seq: said, reason: words }),
    gets: 'room.forbidden',
    but: moderators,
  },

  'room.list': null,
  'room.create': null,
  'room.get': hidden(),
  'room.members': hidden(),
  'room.memberCount': hidden(),
  'room.rename': hidden({ title: 'Mine now', topic: '' }),
  'room.join': hidden(),
  'room.leave': hidden(),
  'room.markRead': hidden({ seq: 1 }),
  'room.typing': hidden(),
  'room.desk': hidden(),
  'room.outranking': hidden(),
  'room.traces': hidden({ seq: 1 }),
  'room.dismissReports': hidden({ seq: 1 }),
  'room.add': hiddenPerson(),
  'room.removeMember': hiddenPerson(),
  'room.setRole': hiddenPerson({ role: 'owner' }),
  'room.mute': hiddenPerson(),
  'room.unmute': hiddenPerson(),
  'room.ban': hiddenPerson(),
  'room.unban': hiddenPerson(),

  'job.list': null,
  'job.stats': null,
  'job.groups': null,
  'job.acts': null,
  'job.mails': null,
  'job.live': null,
  'job.pauseKind': null,
  'job.resumeKind': null,
  'job.get': { input: ({ jobId }) => ({ id: jobId }), gets: 'may' },
  'job.retry': { input: ({ jobId }) => ({ ids: [jobId] }), gets: 'may' },
  'job.cancel': { input: ({ jobId }) => ({ ids: [jobId] }), gets: 'may' },
  'job.runNow': { input: ({ jobId }) => ({ ids: [jobId] }), gets: 'may' },
  'job.mail': { input: ({ jobId }) => ({ key: `job-${jobId}` }), gets: 'job.mail-not-found' },
}

/** What becomes of this caller's attempt. */
export const fateOf = ({ gets, but = {} }: Attempt, role: Role | 'anyone'): Fate => but[role] ?? gets
