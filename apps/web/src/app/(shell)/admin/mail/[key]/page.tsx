import { LinkButton } from '@shiplap/ui/link-button'
import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import Link from 'next/link'
import { serverApi } from '../../../../../server/server-api.ts'
import { orNotFound, requireRole } from '../../../../../server/visitor.ts'

export const metadata: Metadata = { title: 'A mail' }

type Props = { readonly params: Promise<{ key: string }> }

export default async function OneMailPage({ params }: Props) {
  const { key } = await params
  await requireRole('admin', `/admin/mail/${encodeURIComponent(key)}`)
  const { source } = await orNotFound((await serverApi()).job.mail({ key }))
  return (
    <>
      <PageHead
        title={key}
        sub="As it would have been sent."
        actions={
          <LinkButton as={Link} href="/admin/mail">
            All mails
          </LinkButton>
        }
      />
      <pre className="lap overflow-x-auto bg-board p-3 font-mono text-sm whitespace-pre-wrap">{source}</pre>
    </>
  )
}
