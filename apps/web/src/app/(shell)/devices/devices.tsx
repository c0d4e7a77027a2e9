'use client'
import { api } from '@shiplap/client/react'
import { Button } from '@shiplap/ui/button'
import { Table } from '@shiplap/ui/table'
import { useState } from 'react'
import { useOwnNews } from '../../../shell/use-own-news.ts'
import { deviceColumns } from './device-columns.tsx'
import type { DeviceSession } from './device-session.ts'
import { RenameDialog } from './rename-dialog.tsx'
import { SignOutEverywhere } from './sign-out-everywhere.tsx'
import { useDeviceActs } from './use-device-acts.ts'

/** Every device session of the account, changing as it changes anywhere. */
export function Devices({ initial }: { readonly initial: readonly DeviceSession[] }) {
  const [sessions, setSessions] = useState(initial)
  const [renaming, setRenaming] = useState<DeviceSession>()
  const news = useOwnNews()
  api.device.live.useSubscription(undefined, { ...news, onData: (list) => setSessions(list) })
  const acts = useDeviceActs({ onGone: (id) => setSessions((list) => list.filter((each) => each.id !== id)) })
  const others = sessions.filter((session) => !session.isPresent)
  return (
    <div className="flex flex-col gap-5">
      <Table
        caption="Devices that are signed in to your account"
        columns={deviceColumns({ onRename: setRenaming, onRevoke: acts.revoke, pendingId: acts.pendingId })}
        rows={sessions}
        rowKey={(session) => session.id}
        isCurrent={(session) => session.isPresent}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          onClick={acts.revokeOthers}
          pending={acts.endingOthers}
          disabledReason={others.length === 0 && 'No other device is signed in.'}
        >
          Sign out all others
        </Button>
        <SignOutEverywhere count={sessions.length} />
      </div>
      <RenameDialog session={renaming} onClose={() => setRenaming(undefined)} />
    </div>
  )
}
