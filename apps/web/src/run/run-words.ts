import type { RefusalReason } from '@shiplap/domain/refusal'

/** What a person reads when something about a run is refused. Says what is so, and what to do where anything can be done. */
const words: Partial<Record<RefusalReason, string>> = {
  'account.signed-out': 'You are signed out. Sign in and go on; nothing you pressed is lost.',
  'account.forbidden': 'Your role does not allow this.',
  'challenge.not-found': 'There is no such challenge.',
  'category.not-found': 'This challenge has no such category.',
  'run.not-found': 'There is no such run, or it is not yours.',
  'run.already-live': 'You already have a run on the clock.',
  'run.not-armed': 'This run has already started.',
  'run.not-started': 'The clock has not started.',
  'run.not-running': 'The clock is not running.',
  'run.not-paused': 'The run is not paused.',
  'run.paused': 'The run is paused. Go on first.',
  'run.over': 'This run is over.',
  'run.expired': 'This run used up the time of its category.',
  'run.out-of-order': 'Another device has already gone past this milestone.',
  'run.too-soon': 'Two splits need at least a second between them.',
  'run.too-fast': 'A run of less than five seconds cannot count.',
  'run.pause-not-allowed': 'This category does not allow pauses.',
  'run.nothing-to-undo': 'There is no split to undo.',
  'run.last-cannot-be-skipped': 'The last milestone ends the run and cannot be skipped.',
  'run.not-finished': 'The run is not finished.',
  'run.undo-too-late': 'A finish can be undone within a minute only.',
  'run.submitted': 'This run was submitted and stands as it is.',
  'run.too-many-acts': 'This run has as many acts as a run may have.',
  'submission.not-found': 'There is no such submission.',
  'submission.exists': 'This run was submitted before.',
  'submission.own': 'Nobody decides their own run.',
  'submission.not-pending': 'This submission was decided meanwhile.',
  'submission.claimed': 'Another verifier is looking at this one.',
  'submission.not-claimed': 'Claim the submission first.',
  'submission.reviewed': 'You have already given your verdict.',
  'submission.no-revision-left': 'This run was revised three times, which is as often as it can be.',
  'submission.reason-too-short': 'Give a reason of ten characters or more; the runner reads it.',
  'board.not-found': 'There is no such board.',
  'board.not-standing': 'That runner does not stand on this board.',
  'request.invalid': 'Something in the form is not as it should be.',
  'limit.reached': 'That was too often in a short time. Wait a moment.',
  'service.unavailable': 'The server cannot answer just now. Try again in a moment.',
}

export function wordsOf(reason: RefusalReason | null | undefined): string {
  if (reason === null || reason === undefined)
    return 'The server could not be reached. Check your connection and try again.'
  return words[reason] ?? 'That was refused.'
}
