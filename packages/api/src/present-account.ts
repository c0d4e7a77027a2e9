import type { Role } from '@shiplap/domain/account'

export function presentAccount(account: {
  readonly id: string
  readonly username: string
  readonly role: Role
}) {
  return { id: account.id, username: account.username, role: account.role }
}
