'use client'
import { type Role, roles } from '@shiplap/domain/account'
import { controlClass } from '@shiplap/ui/field'
import type { AccountRow } from './account-row.ts'

export function RoleSelect({
  account,
  onChange,
}: {
  readonly account: AccountRow
  readonly onChange: (account: AccountRow, role: Role) => void
}) {
  return (
    <select
      aria-label={`Role of ${account.username}`}
      value={account.role}
      onChange={(event) => onChange(account, event.currentTarget.value as Role)} // the options are roles
      className={`${controlClass} h-8! w-32!`}
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {role}
        </option>
      ))}
    </select>
  )
}
