import { Badge } from '@shiplap/ui/badge'
import { Menu } from '@shiplap/ui/menu'
import type { Column } from '@shiplap/ui/table'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { Ellipsis, Monitor, Smartphone, SquareTerminal } from 'lucide-react'
import type { DeviceSession } from './device-session.ts'

/** What stands in each row of the devices. */
export function deviceColumns({
  onRename,
  onRevoke,
  pendingId,
}: {
  readonly onRename: (session: DeviceSession) => void
  readonly onRevoke: (session: DeviceSession) => void
  readonly pendingId: string | undefined
}): readonly Column<DeviceSession>[] {
  return [
    { key: 'device', head: 'Device', isRowHead: true, cell: (session) => <DeviceName session={session} /> },
    {
      key: 'ip',
      head: 'Address',
      cell: ({ ip }) => <span className="figures text-sm">{ip ?? 'unknown'}</span>,
    },
    {
      key: 'how',
      head: 'Confirmed by',
      from: 'md',
      phoneToo: true,
      cell: ({ confirmedBy }) => confirmedWords[confirmedBy],
    },
    {
      key: 'created',
      head: 'Signed in',
      from: 'lg',
      phoneToo: true,
      cell: ({ createdAt }) => <TimeAgo at={createdAt} />,
    },
    { key: 'seen', head: 'Last active', cell: ({ lastSeenAt }) => <TimeAgo at={lastSeenAt} /> },
    {
      key: 'expires',
      head: 'Ends',
      from: 'md',
      phoneToo: true,
      cell: ({ expiresAt }) => <TimeAgo at={expiresAt} />,
    },
    {
      key: 'acts',
      head: 'Acts',
      headHidden: true,
      className: 'w-10 text-right',
      cell: (session) => (
        <Menu
          label={`Acts for ${session.device.name}`}
          size="small"
          button={<Ellipsis aria-hidden="true" className="size-4" />}
          items={[
            { key: 'rename', label: 'Rename', act: () => onRename(session) },
            {
              key: 'revoke',
              label: pendingId === session.id ? 'Signing out …' : 'Sign out',
              danger: true,
              act: () => onRevoke(session),
            },
          ]}
        />
      ),
    },
  ]
}

function DeviceName({ session }: { readonly session: DeviceSession }) {
  const { Icon, word } = kindOf(session)
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
      {/* A name that is too long for its line breaks beside its icon, not beneath it. */}
      <span className="flex min-w-0 items-center gap-2">
        <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" />
        <span className="min-w-0 break-words">{session.device.name}</span>
      </span>
      {session.isPresent && <Badge tone="yours">This device</Badge>}
      {word && <Badge>{word}</Badge>}
    </span>
  )
}

function kindOf({ device, means }: DeviceSession) {
  if (device.type === 'mobi') return { Icon: Smartphone, word: 'Phone' }
  return means === 'tokens' ? { Icon: SquareTerminal, word: 'Program' } : { Icon: Monitor, word: null }
}

const confirmedWords = { password: 'password', code: 'e-mail code', setup: 'set-up link' }
