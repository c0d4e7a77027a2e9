import type { FoundPlace } from '@shiplap/db/queries/message-words'
import { refuse } from '@shiplap/domain/refusal'

/** The place of a line among those that are found, as text for an address: instant, number, room. */
export const writeFoundPlace = ({ at, seq, room }: FoundPlace) => `${at.getTime()}.${seq}.${room}`

export function readFoundPlace(text: string): FoundPlace {
  const [, ms, seq, room] = pattern.exec(text) ?? refuse('request.invalid')
  return { at: new Date(Number(ms)), seq: Number(seq), room: room as string } // the pattern holds all three
}

const pattern = /^(\d{1,14})\.(\d{1,15})\.([a-z0-9-]{1,70})$/
