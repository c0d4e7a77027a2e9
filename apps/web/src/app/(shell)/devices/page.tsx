import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import { serverApi } from '../../../server/server-api.ts'
import { requireAccount } from '../../../server/visitor.ts'
import { Devices } from './devices.tsx'

export const metadata: Metadata = { title: 'Devices' }

export default async function DevicesPage() {
  await requireAccount('/devices')
  const api = await serverApi()
  return (
    <>
      <PageHead
        title="Devices"
        sub="Where you are signed in. Signing a device out works at once, everywhere."
      />
      <Devices initial={await api.device.list()} />
    </>
  )
}
