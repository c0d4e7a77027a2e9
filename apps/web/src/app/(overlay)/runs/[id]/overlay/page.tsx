import type { Metadata } from 'next'
import { serverApi } from '../../../../../server/server-api.ts'
import { orNotFound } from '../../../../../server/visitor.ts'
import { Overlay } from './overlay.tsx'

type Props = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { run } = await read(params)
  return { title: `${run.runner.username}, for a stream` }
}

/** A runner's clock and splits for a stream: the address goes into a browser source. */
export default async function OverlayPage({ params }: Props) {
  return <Overlay initial={await read(params)} />
}

async function read(params: Props['params']) {
  const api = await serverApi()
  return orNotFound(api.run.get({ runId: (await params).id }))
}
