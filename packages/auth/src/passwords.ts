import { createHash, createHmac } from 'node:crypto'
import type { Log } from '@shiplap/runtime/log'
import { createHashPool } from './hash-pool.ts'

/** Hashes and checks passwords, off the main thread. Close it to end its threads. */
export type Passwords = {
  /** What to store for `password`. Refuses with `account.busy` when too many wait already. */
  readonly hash: (password: string) => Promise<string>
  /**
   * Whether `password` is the one behind `stored`; `rehash` asks the caller to store it anew, since cost or pepper changed.
   * With null (nobody is registered under that name) it does the same work and says no. So it does for a wrong password
   * that is stored at an older, lower cost.
   */
  readonly verify: (
    password: string,
    stored: string | null,
  ) => Promise<{ readonly ok: boolean; readonly rehash: boolean }>
  readonly close: () => Promise<void>
}

/**
 * Passwords by bcrypt over a keyed pre-hash, so that nothing is cut at bcrypt's 72 bytes and a stolen table is worth
 * nothing without the pepper. What is stored names the pepper it was made with: `<pepper id>:<bcrypt>`.
 */
export function createPasswords({
  pepper,
  formerPeppers = [],
  cost,
  threads,
  log,
  maxWaiting = 100,
}: {
  readonly pepper: string
  /** Peppers that are still good for checking; whoever signs in moves to the present one. */
  readonly formerPeppers?: readonly string[]
  readonly cost: number
  readonly threads: number
  readonly log: Log
  readonly maxWaiting?: number
}): Passwords {
  const pool = createHashPool({ threads, maxWaiting, log })
  const peppers = new Map([...formerPeppers, pepper].map((each) => [pepperId(each), each]))
  const current = pepperId(pepper)
  const nobody = `${current}:$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`
  return {
    async hash(password) {
      return `${current}:${await pool.hash(preHash(password, pepper), cost)}`
    },
    async verify(password, stored) {
      const [id = '', bcrypt = ''] = (stored ?? nobody).split(':')
      // A pepper that is no longer known cannot be checked against; the work is done all the same.
      const ok = await pool.compare(preHash(password, peppers.get(id) ?? pepper), { hash: bcrypt, cost })
      const good = ok && stored !== null && peppers.has(id)
      return { ok: good, rehash: good && (id !== current || costOf(bcrypt) !== cost) }
    },
    close: pool.close,
  }
}

/** 64 characters of base64, whatever the password's length: bcrypt reads them whole. NFKC makes two ways to type a letter one. */
function preHash(password: string, pepper: string): string {
  return createHmac('sha384', pepper).update(password.normalize('NFKC')).digest('base64')
}

function pepperId(pepper: string): string {
  return createHash('sha256').update(`pepper id of ${pepper}`).digest('hex').slice(0, 8)
}

function costOf(bcrypt: string): number {
  return Number(bcrypt.split('$')[2])
}
