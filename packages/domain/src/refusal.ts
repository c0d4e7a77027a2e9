/** What kind of "no" a refusal is. Each kind is one HTTP status and one tRPC code, decided in one place of the api. */
export type RefusalKind =
  | 'invalid'
  | 'signed-out'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'method'
  | 'media-type'
  | 'too-large'
  | 'unprocessable'
  | 'too-many'
  | 'unavailable'

/** Every expected "no" of the product, with its kind. The words people read live in the web app. */
export const refusals = {
  'request.invalid': 'invalid',
  'request.too-large': 'too-large',
  'request.foreign-origin': 'forbidden',
  'request.method': 'method',
  'request.unknown-path': 'not-found',
  'request.content-type': 'media-type',
  'request.key-reused': 'unprocessable',
  'request.at-work': 'conflict',
  'limit.reached': 'too-many',
  'service.unavailable': 'unavailable',

  'account.signed-out': 'signed-out',
  'account.forbidden': 'forbidden',
  'account.not-found': 'not-found',
  'account.username-taken': 'conflict',
  'account.email-taken': 'conflict',
  'account.wrong-credentials': 'signed-out',
  'account.password-too-common': 'invalid',
  'account.password-too-short': 'invalid',
  'account.password-is-name': 'invalid',
  'account.wrong-password': 'forbidden',
  'account.no-password': 'conflict',
  'account.prove-again': 'forbidden',
  'account.registration-closed': 'forbidden',
  'account.disabled': 'forbidden',
  'account.link-invalid': 'invalid',
  'account.last-admin': 'conflict',
  'account.no-email': 'conflict',
  'account.set-up': 'not-found',
  'account.cookies-need-http': 'invalid',
  'account.busy': 'unavailable',
  'token.invalid': 'signed-out',
  'token.reused': 'signed-out',

  'device.not-found': 'not-found',
  'device.vendor-uuid-missing': 'invalid',
  'code.invalid': 'invalid',
  'code.too-soon': 'too-many',

  'job.not-found': 'not-found',
  'job.duplicate': 'conflict',
  'job.mail-not-found': 'not-found',

  'challenge.not-found': 'not-found',
  'category.not-found': 'not-found',

  'run.not-found': 'not-found',
  'run.already-live': 'conflict',
  'run.not-armed': 'conflict',
  'run.not-started': 'conflict',
  'run.not-paused': 'conflict',
  'run.paused': 'conflict',
  'run.over': 'conflict',
  'run.expired': 'conflict',
  'run.out-of-order': 'conflict',
  'run.too-soon': 'conflict',
  'run.too-fast': 'conflict',
  'run.pause-not-allowed': 'forbidden',
  'run.nothing-to-undo': 'conflict',
  'run.last-cannot-be-skipped': 'conflict',
  'run.not-finished': 'conflict',
  'run.undo-too-late': 'conflict',
  'run.submitted': 'conflict',
  'run.too-many-acts': 'conflict',

  'submission.not-found': 'not-found',
  'submission.exists': 'conflict',
  'submission.own': 'forbidden',
  'submission.not-pending': 'conflict',
  'submission.not-approved': 'conflict',
  'submission.not-rejected': 'conflict',
  'submission.claimed': 'conflict',
  'submission.not-claimed': 'conflict',
  'submission.reviewed': 'conflict',
  'submission.no-revision-left': 'conflict',
  'submission.already-decided': 'conflict',
  'submission.reason-too-short': 'invalid',
  'submission.time-before-last-split': 'invalid',

  'board.not-found': 'not-found',
  'board.not-standing': 'not-found',

  'room.not-found': 'not-found',
  'room.name-taken': 'conflict',
  'room.name-given': 'conflict',
  'room.banned': 'forbidden',
  'room.muted': 'forbidden',
  'room.forbidden': 'forbidden',
  'room.outranked': 'forbidden',
  'room.needs-owner': 'conflict',
  'room.no-member': 'not-found',
  'message.not-found': 'not-found',
  'message.removed': 'conflict',
  'report.not-found': 'not-found',
} as const satisfies Record<string, RefusalKind>

export type RefusalReason = keyof typeof refusals

/** Facts that go to the person with the refusal, such as `retryAfterMs`. Never internals. */
export type RefusalDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** An expected "no". Anything else that is thrown is a bug. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly reason: RefusalReason
  readonly details: RefusalDetails
  constructor(reason: RefusalReason, details: RefusalDetails = {}) {
    super(reason)
    this.reason = reason
    this.details = details
  }
}

/** Says "no" and leaves: `const run = found ?? refuse('run.not-found')`. */
export function refuse(reason: RefusalReason, details?: RefusalDetails): never {
  throw new Refusal(reason, details)
}
