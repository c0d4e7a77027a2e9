/**
 * An e-mail address in the one form that we store and send to, or null. Strict on purpose: one plain address, no quoted
 * local parts, comments, lists or routes, since what a mail program reads there may differ from what we read.
 */
export function parseEmail(typed: string): string | null {
  const address = typed.normalize('NFKC').trim()
  if (address.length > 254) return null
  const [local = '', domain = '', ...more] = address.split('@')
  if (more.length > 0 || local.length > 64 || !localPart.test(local) || !domainName.test(domain)) return null
  return `${local}@${domain.toLowerCase()}`
}

/** The form under which an address is unique. Nobody's mail server tells two people apart by case. */
export function emailKey(address: string): string {
  return address.toLowerCase()
}

/** A username to start with for somebody who signed up by address alone: "sam.smith@…" is sam.smith, or sam.smith-2. */
export function usernameFrom(address: string, attempt: number): string {
  const [local = ''] = address.split('@')
  const base = local
    .replace(/\+.*$/, '')
    .replace(/[^A-Za-z0-9._-]/g, '')
    .replace(/^[._-]+|[._-]+$/g, '')
    .slice(0, 20)
  const name = /^[A-Za-z0-9].+[A-Za-z0-9]$/.test(base) ? base : `runner-${base.replace(/[._-]/g, '') || '1'}`
  return attempt <= 1 ? name : `${name}-${attempt}`
}

const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const domainName =
  /^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/
