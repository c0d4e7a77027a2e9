import { Button } from '@shiplap/ui/button'
import { Field } from '@shiplap/ui/field'
import { LinkButton } from '@shiplap/ui/link-button'
import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import Link from 'next/link'
import { serverApi } from '../../../../server/server-api.ts'
import { orNotFound, requireRole } from '../../../../server/visitor.ts'
import { ProofProvider } from '../../settings/proof.tsx'
import { AccountTable } from './account-table.tsx'

export const metadata: Metadata = { title: 'Accounts' }

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function AccountsPage({ searchParams }: Props) {
  const own = await requireRole('admin', '/admin/accounts')
  const { q, after } = await searchParams
  const search = typeof q === 'string' ? q.slice(0, 100) : ''
  const api = await serverApi()
  const page = await orNotFound(
    api.admin.accounts({ search, after: typeof after === 'string' ? after.slice(0, 30) : null }),
  )
  return (
    <ProofProvider email={own.email} hasPassword={own.hasPassword}>
      <PageHead title="Accounts" sub="Who is here, what they may do, and where they are signed in." />
      <form className="flex max-w-md items-end gap-2 pb-5">
        <div className="flex-1">
          <Field
            name="q"
            label="Find by name or e-mail"
            defaultValue={search}
            maxLength={100}
            type="search"
          />
        </div>
        <Button type="submit" className="h-10! sm:h-9!">
          Find
        </Button>
      </form>
      <AccountTable accounts={page.accounts} search={search} />
      {page.after && (
        <div className="pt-4">
          <LinkButton
            as={Link}
            href={`/admin/accounts?${new URLSearchParams({ q: search, after: page.after })}`}
          >
            More
          </LinkButton>
        </div>
      )}
    </ProofProvider>
  )
}
