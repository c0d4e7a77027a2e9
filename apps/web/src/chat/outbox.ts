/** What somebody has sent and nobody has confirmed yet. Kept by the browser, so that a reload or a crash loses nothing. */
export type Unsent = {
  /** Under this key the server counts it once, however often it is sent. */
  readonly key: string
  readonly room: string
  readonly body: string
  readonly at: string
}

const nameOf = (accountId: string) => `shiplap.outbox.${accountId}`
const draftOf = (accountId: string, room: string) => `shiplap.draft.${accountId}.${room}`

/** All that waits, or what waits for one room, in the order written. */
export function readOutbox(accountId: string, room?: string): readonly Unsent[] {
  return readAll(accountId).filter((unsent) => room === undefined || unsent.room === room)
}

export function keepUnsent(accountId: string, unsent: Unsent): void {
  write(nameOf(accountId), JSON.stringify([...readAll(accountId), unsent].slice(-200)))
  dispatchEvent(new Event(changed))
}

export function dropUnsent(accountId: string, keys: readonly string[]): void {
  const left = readAll(accountId).filter(({ key }) => !keys.includes(key))
  write(nameOf(accountId), left.length === 0 ? null : JSON.stringify(left))
  dispatchEvent(new Event(changed))
}

const changed = 'shiplap:outbox'
/** Tells when something else waits than before, in this tab or by another; returns the end of telling. */
export function watchOutbox(tell: () => void): () => void {
  addEventListener(changed, tell)
  addEventListener('storage', tell)
  return () => {
    removeEventListener(changed, tell)
    removeEventListener('storage', tell)
  }
}

/** What somebody had begun to type in a room. */
export const readDraft = (accountId: string, room: string) => read(draftOf(accountId, room)) ?? ''
export const keepDraft = (accountId: string, room: string, draft: string) =>
  write(draftOf(accountId, room), draft === '' ? null : draft)

function readAll(accountId: string): readonly Unsent[] {
  try {
    const kept: unknown = JSON.parse(read(nameOf(accountId)) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isUnsent) : []
  } catch {
    return []
  }
}

function isUnsent(value: unknown): value is Unsent {
  const { key, room, body, at } = (value ?? {}) as Record<string, unknown>
  return [key, room, body, at].every((part) => typeof part === 'string')
}

// Where storing is forbidden, the page alone remembers.
const unstored = new Map<string, string>()

function read(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return unstored.get(name) ?? null
  }
}

function write(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {
    if (value === null) unstored.delete(name)
    else unstored.set(name, value)
  }
}
