'use client'
import { type Role, roles } from '@shiplap/domain/account'
import { BareSelect } from '@shiplap/ui/select'
import type { AccountRow } from './account-row.ts'

export function RoleSelect({
  account,
  onChange,
}: {
  readonly account: AccountRow
  readonly onChange: (account: AccountRow, role: Role) => void
}) {
  return (
    <BareSelect
      aria-label={`Role of ${account.username}`}
      value={account.role}
      onChange={(event) => onChange(account, event.currentTarget.value as Role)} // the options are roles
      className="w-36"
      options={roles.map((role) => ({ value: role, label: role }))}
    />
  )
}
