import type { Metadata } from 'next'
import { serverApi } from '../../../../server/server-api.ts'
import { orNotFound } from '../../../../server/visitor.ts'
import { RunWatch } from './run-watch.tsx'

type Props = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { run } = await read(params)
  return { title: `${run.runner.username}: ${run.challenge.title}` }
}

export default async function RunPage({ params }: Props) {
  const page = await read(params)
  return <RunWatch key={page.run.id} page={page} />
}

async function read(params: Props['params']) {
  const api = await serverApi()
  return orNotFound(api.run.get({ runId: (await params).id }))
}
