import { hasRole } from '@shiplap/domain/account'
import { roomOfRun } from '@shiplap/domain/room-address'
import type { Metadata } from 'next'
import { RoomDock } from '../../../../chat/room-dock.tsx'
import { serverApi } from '../../../../server/server-api.ts'
import { orNotFound, whoIsHere } from '../../../../server/visitor.ts'
import { RunWatch } from './run-watch.tsx'

type Props = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { run } = await read(params)
  return { title: `${run.runner.username}: ${run.challenge.title}` }
}

export default async function RunPage({ params }: Props) {
  const [page, account] = await Promise.all([read(params), whoIsHere()])
  return (
    <>
      <RunWatch key={page.run.id} page={page} mayVerify={account !== null && hasRole(account, 'verifier')} />
      <RoomDock room={roomOfRun(page.run.id)} me={account} />
    </>
  )
}

async function read(params: Props['params']) {
  const api = await serverApi()
  return orNotFound(api.run.get({ runId: (await params).id }))
}
