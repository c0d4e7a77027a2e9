import { LinkButton } from '@shiplap/ui/link-button'
import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import Link from 'next/link'
import { serverApi } from '../../../server/server-api.ts'
import { orNotFound, requireAccount } from '../../../server/visitor.ts'
import { NoticeList } from './notice-list.tsx'

export const metadata: Metadata = { title: 'Notices' }

type Props = { readonly searchParams: Promise<{ readonly before?: string | string[] }> }

/** What the instance has to tell somebody: finishes, verdicts, mentions. */
export default async function NoticesPage({ searchParams }: Props) {
  await requireAccount('/notices')
  const { before } = await searchParams
  const asked = typeof before === 'string' ? { before } : {}
  const api = await serverApi()
  const page = await orNotFound(api.notice.list(asked))
  return (
    <>
      <PageHead title="Notices" sub="Finishes, verdicts on your runs, and who mentioned you." />
      <NoticeList key={asked.before ?? ''} asked={asked} initial={page} />
      <nav aria-label="Pages" className="flex gap-2 pt-4">
        {asked.before && (
          <LinkButton as={Link} href="/notices">
            Newest
          </LinkButton>
        )}
        {page.next && (
          <LinkButton as={Link} href={`/notices?before=${page.next}`}>
            Older
          </LinkButton>
        )}
      </nav>
    </>
  )
}
