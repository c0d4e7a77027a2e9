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

type Asked = { readonly before?: string | string[]; readonly claims?: string | string[] }
type Props = { readonly searchParams: Promise<Asked> }

/** Every verdict in order: who decided what, and why; with the claims too, where the address says so. */
export default async function DecidedPage({ searchParams }: Props) {
  await requireRole('verifier', '/verify/decided')
  const { before, claims: withClaims } = await searchParams
  const claims = withClaims === 'too'
  const asked = { claims, ...(typeof before === 'string' && { before }) }
  const here = claims ? '/verify/decided?claims=too' : '/verify/decided'
  const api = await serverApi()
  const { decisions, next } = await orNotFound(api.submission.decisions(asked))
  return (
    <>
      <PageHead
        title="Decided"
        sub="Every verdict that was given. None is ever changed or removed."
        actions={
          <LinkButton as={Link} href={claims ? '/verify/decided' : '/verify/decided?claims=too'}>
            {claims ? 'Verdicts alone' : 'Claims too'}
          </LinkButton>
        }
      />
      <VerifyTabs />
      {decisions.length === 0 ? (
        <EmptyState title="Nothing was decided yet">Verdicts stand here, the newest first.</EmptyState>
      ) : (
        <ol aria-label={claims ? 'Verdicts and claims' : 'Verdicts'}>
          {decisions.map((decision) => (
            <DecisionRow key={decision.id} decision={decision} />
          ))}
        </ol>
      )}
      <nav aria-label="Pages" className="flex gap-2 pt-4">
        {before && (
          <LinkButton as={Link} href={here}>
            Newest
          </LinkButton>
        )}
        {next && (
          <LinkButton as={Link} href={`/verify/decided?before=${next}${claims ? '&claims=too' : ''}`}>
            Older
          </LinkButton>
        )}
      </nav>
    </>
  )
}
