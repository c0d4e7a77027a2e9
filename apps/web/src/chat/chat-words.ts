import { formatDuration } from '@shiplap/domain/duration'
import type { RoomFact } from '@shiplap/domain/message'
import { type RefusalWords, tellIn } from '../refusal-words.ts'

/** What a person reads when something in a room is refused. */
export const chatWords = {
  'account.signed-out': 'Sign in to write here.',
  'account.not-found': 'Nobody goes by that name.',
  'room.not-found': 'There is no such room, or you are not in it.',
  'room.name-taken': 'A room of that name is there already.',
  'room.name-given': 'This room is named after what it belongs to.',
  'room.banned': 'You are banned from this room.',
  'room.muted': 'You are muted here: you can read, not write.',
  'room.forbidden': 'That is for those who moderate this room, or for the author.',
  'room.outranked': 'That person stands as high as you do in this room.',
  'room.needs-owner': 'Make somebody else an owner before you leave.',
  'room.no-member': 'That person is not a member.',
  'message.not-found': 'There is no such message.',
  'message.removed': 'The message was removed meanwhile.',
  'report.not-found': 'These reports were settled meanwhile.',
} as const satisfies RefusalWords

export const wordsOf = tellIn(chatWords)

/** A line of the system in words. */
export function tell({ event, title, position, timeMs }: RoomFact): string {
  const milestone = title ?? (position === undefined ? 'a milestone' : `milestone ${position}`)
  const time = timeMs === undefined ? '' : formatDuration(timeMs)
  switch (event) {
    case 'started':
      return 'The clock runs.'
    case 'split':
      return `Split: ${milestone}`
    case 'undone':
      return `Took back ${milestone}`
    case 'skipped':
      return `Skipped ${milestone}`
    case 'paused':
      return 'Paused'
    case 'resumed':
      return 'Goes on'
    case 'finish-undone':
      return 'Took back the finish'
    case 'finished':
      return `Finished in ${time}`
    case 'abandoned':
      return 'Abandoned the run'
    case 'expired':
      return 'The longest time of the category is over'
    case 'approve':
      return 'A verifier approved the run'
    case 'reject':
      return 'A verifier rejected the run'
    case 'unverify':
      return 'The run goes back to the verifiers'
    case 'retime':
      return `Retimed to ${time}`
  }
}
