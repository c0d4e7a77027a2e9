const longest = 60

/**
 * The name of a room in addresses: its title in lower case, with dashes for all but letters of ASCII and digits. What a
 * title says in other scripts is not spelt out: a fingerprint stands for it, so that two such titles are two addresses.
 * What tells C, C++ and C# apart is spelt out.
 */
export function addressOf(title: string): string {
  const plain = title.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')
  const spelt = plain.replace(/(?<=\p{L})#/gu, '-sharp-').replace(/(?<=[\p{L}+])\+/gu, '-plus-')
  const left = spelt.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
  const readable = left === '' ? 'room' : isReserved(left) ? `room-${left}` : left
  const isLost = left === '' || /[\p{L}\p{N}]/u.test(plain.replace(/[\p{Script=Latin}0-9]/gu, ''))
  const end = isLost ? `-${fingerprint(title)}` : ''
  return readable.slice(0, longest - end.length).replace(/-$/, '') + end
}

/**
 * The name of a private room in addresses. It ends in what nobody guesses: else who makes a room of the same title would
 * be told that the name is taken, and so that the private one is there.
 */
export const privateAddressOf = (title: string, secret: string) => `${addressOf(title)}-${secret}`

/** The address of the room that somebody calls by its address or by the title it was made with. */
export const addressIn = (name: string) => (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ? name : addressOf(name))

/** The addresses of the rooms that belong to challenges and runs. */
export const roomOfChallenge = (challengeSlug: string) => `challenge-${challengeSlug}`
export const roomOfRun = (runId: string) => `run-${runId}`

/** Addresses of those rooms, and of the page that searches them. */
const isReserved = (address: string) => /^(challenge|run)(-|$)|^search$/.test(address)

/** Seven characters for a title, the same however it is spaced, composed or capitalised (FNV-1a). */
function fingerprint(title: string): string {
  let hash = 0x811c9dc5
  for (const unit of title.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ').split(''))
    hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193) >>> 0
  return hash.toString(36).padStart(7, '0')
}
