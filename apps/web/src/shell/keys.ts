import { places } from './places.ts'

/** Every key the product listens to, by where it works. The list behind `?` is made from this. */
export const keyList = [
  {
    where: 'Everywhere',
    keys: [
      { keys: 'Ctrl K', does: 'Find a page or an act (⌘ K on a Mac)' },
      { keys: '?', does: 'Show this list' },
      ...places.map((place) => ({ keys: `G ${place.key.toUpperCase()}`, does: `Go to ${place.name}` })),
      { keys: 'F8', does: 'Go to the notices' },
      { keys: 'Esc', does: 'Close what is open' },
    ],
  },
  {
    where: 'In a run',
    keys: [
      { keys: 'Space', does: 'Split' },
      { keys: 'U', does: 'Undo the last split' },
      { keys: 'S', does: 'Skip a milestone' },
      { keys: 'P', does: 'Pause or go on' },
      { keys: 'Esc Esc', does: 'Abandon the run' },
    ],
  },
  {
    where: 'In Verify',
    keys: [
      { keys: 'C', does: 'Claim' },
      { keys: 'A', does: 'Approve' },
      { keys: 'R', does: 'Reject with a reason' },
      { keys: 'N', does: 'Next submission' },
    ],
  },
  {
    where: 'In a room',
    keys: [
      { keys: 'Enter', does: 'Send' },
      { keys: 'Shift Enter', does: 'New line' },
      { keys: '↑', does: 'Edit your last message' },
      { keys: 'Shift Tab', does: 'To the newest line' },
    ],
  },
  {
    where: 'On a line of a room',
    keys: [
      { keys: '↑', does: 'The line before' },
      { keys: '↓', does: 'The line after' },
      { keys: 'Home', does: 'The first line that is shown' },
      { keys: 'End', does: 'The newest line that is shown' },
      { keys: 'Tab', does: 'Links in it, then its menu' },
      { keys: 'Enter', does: 'What one can do about it' },
      { keys: 'Esc', does: 'Back to writing' },
    ],
  },
] as const

/** True while a key belongs to what one types in. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  )
}
