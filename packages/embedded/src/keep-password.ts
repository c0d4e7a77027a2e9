import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** The password kept in `file`, which is made where there is none: loopback is open to every account of the machine. */
export function keepPassword(file: string, password = randomBytes(24).toString('base64url')): string {
  if (!existsSync(file)) writeFileSync(file, password, { mode: 0o600 })
  return readFileSync(file, 'utf8')
}
