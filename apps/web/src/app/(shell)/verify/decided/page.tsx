import { EmptyState } from '@shiplap/ui/empty-state'
import { LinkButton } from '@shiplap/ui/link-button'
import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import Link from 'next/link'
import { serverApi } from '../../../../server/server-api.ts'
import { orNotFound, requireRole } from '../../../../server/visitor.ts'
import { VerifyTabs } from '../verify-tabs.tsx'
import { DecisionRow } from './decision-row.tsx'

export const metadata: Metadata = { title: 'Decided' }

type Props = { readonly searchParams: Promise<{ readonly before?: string | string[] }> }

/** Every verdict in order: who decided what, and why. */
export default async function DecidedPage({ searchParams }: Props) {
  await requireRole('verifier', '/verify/decided')
  const { before } = await searchParams
  const asked = typeof before === 'string' ? { before } : {}
  const api = await serverApi()
  const { decisions, next } = await orNotFound(api.submission.decisions(asked))
  return (
    <>
      <PageHead title="Decided" sub="Every verdict that was given. None is ever changed or removed." />
      <VerifyTabs />
      {decisions.length === 0 ? (
        <EmptyState title="Nothing was decided yet">Verdicts stand here, the newest first.</EmptyState>
      ) : (
        <ol aria-label="Verdicts">
          {decisions.map((decision) => (
            <DecisionRow key={decision.id} decision={decision} />
          ))}
        </ol>
      )}
      <nav aria-label="Pages" className="flex gap-2 pt-4">
        {asked.before && (
          <LinkButton as={Link} href="/verify/decided">
            Newest
          </LinkButton>
        )}
        {next && (
          <LinkButton as={Link} href={`/verify/decided?before=${next}`}>
            Older
          </LinkButton>
        )}
      </nav>
    </>
  )
}
