import { EmptyState } from '@shiplap/ui/empty-state'
import { LinkButton } from '@shiplap/ui/link-button'
import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import Link from 'next/link'
import { serverApi } from '../../../server/server-api.ts'
import { orNotFound, requireAccount } from '../../../server/visitor.ts'
import { EventTable } from './event-table.tsx'

export const metadata: Metadata = { title: 'Logins' }

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> }

/** What happened to the account: sign-ins, failures, changes. Rendered on the server, a page at a time. */
export default async function LoginsPage({ searchParams }: Props) {
  await requireAccount('/logins')
  const { before: asked } = await searchParams
  const api = await serverApi()
  const before = typeof asked === 'string' ? asked : null
  const { events, before: older } = await orNotFound(api.account.events({ before }))
  return (
    <>
      <PageHead
        title="Logins"
        sub={
          <>
            Sign-ins and what else happened to your account. Something you do not know?{' '}
            <Link href="/devices">Sign that device out</Link> and change your password.
          </>
        }
      />
      {events.length === 0 ? <EmptyState title="Nothing before that." /> : <EventTable events={events} />}
      <nav aria-label="Pages" className="flex gap-2 pt-4">
        {before && (
          <LinkButton as={Link} href="/logins">
            Newest
          </LinkButton>
        )}
        {older && (
          <LinkButton as={Link} href={`/logins?before=${older}`}>
            Older
          </LinkButton>
        )}
      </nav>
    </>
  )
}
