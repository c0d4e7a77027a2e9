'use client'
import { Badge } from '@shiplap/ui/badge'
import { EmptyState } from '@shiplap/ui/empty-state'
import { Menu } from '@shiplap/ui/menu'
import { type Column, Table } from '@shiplap/ui/table'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { Ellipsis } from 'lucide-react'
import type { AccountRow } from './account-row.ts'
import { RoleSelect } from './role-select.tsx'
import { useAccountActs } from './use-account-acts.ts'

export function AccountTable({
  accounts,
  search,
}: {
  readonly accounts: readonly AccountRow[]
  readonly search: string
}) {
  const acts = useAccountActs()
  const columns: readonly Column<AccountRow>[] = [
    {
      key: 'name',
      head: 'Account',
      isRowHead: true,
      cell: (account) => (
        <span className="flex flex-wrap items-center gap-2">
          <span className="break-all">{account.username}</span>
          {account.isYou && <Badge tone="yours">You</Badge>}
          {account.isDisabled && <Badge tone="behind">Closed</Badge>}
        </span>
      ),
    },
    {
      key: 'email',
      head: 'E-mail',
      from: 'md',
      cell: ({ email }) => <span className="break-all">{email ?? '—'}</span>,
    },
    {
      key: 'role',
      head: 'Role',
      cell: (account) => <RoleSelect account={account} onChange={acts.setRole} />,
    },
    { key: 'sessions', head: 'Devices', numeric: true, cell: ({ sessions }) => sessions },
    {
      key: 'seen',
      head: 'Last active',
      from: 'lg',
      cell: ({ lastSeenAt }) => lastSeenAt && <TimeAgo at={lastSeenAt} />,
    },
    { key: 'since', head: 'Since', from: 'lg', cell: ({ createdAt }) => <TimeAgo at={createdAt} /> },
    {
      key: 'acts',
      head: 'Acts',
      headHidden: true,
      className: 'w-10 text-right',
      cell: (account) => (
        <Menu
          label={`Acts for ${account.username}`}
          size="small"
          button={<Ellipsis aria-hidden="true" className="size-4" />}
          items={[
            { key: 'end', label: 'Sign out everywhere', act: () => acts.endSessions(account) },
            ...(account.email
              ? [{ key: 'reset', label: 'Send a reset link', act: () => acts.startReset(account) }]
              : []),
            {
              key: 'close',
              label: account.isDisabled ? 'Open again' : 'Close this account',
              danger: !account.isDisabled,
              act: () => acts.setDisabled(account),
            },
          ]}
        />
      ),
    },
  ]
  return (
    <Table
      caption="Accounts of this instance"
      columns={columns}
      rows={accounts}
      rowKey={({ id }) => id}
      isCurrent={({ isYou }) => isYou}
      empty={<EmptyState title={search === '' ? 'Nobody here.' : `Nobody is called “${search}”.`} />}
    />
  )
}
