import { EmptyState } from '@shiplap/ui/empty-state'
import { PageHead } from '@shiplap/ui/page-head'
import { TimeAgo } from '@shiplap/ui/time-ago'
import type { Metadata } from 'next'
import Link from 'next/link'
import { serverApi } from '../../../../server/server-api.ts'
import { requireRole } from '../../../../server/visitor.ts'

export const metadata: Metadata = { title: 'Mail' }

export default async function MailPage() {
  await requireRole('admin', '/admin/mail')
  const mails = await (await serverApi()).job.mails()
  return (
    <>
      <PageHead
        title="Mail"
        sub="While no SMTP server is set, mails are kept here instead of being sent: the newest hundred."
      />
      {mails.length === 0 ? (
        <EmptyState title="No mail was kept.">
          Either none was written yet, or SMTP_URL is set and they went out.
        </EmptyState>
      ) : (
        <ul aria-label="Mails">
          {mails.map((mail) => (
            <li key={mail.key} className="lap bg-board hover:bg-hover">
              <Link
                href={`/admin/mail/${mail.key}`}
                className="flex flex-wrap gap-x-4 gap-y-1 px-3 py-2 no-underline"
              >
                <span className="min-w-0 flex-1 basis-60 text-ink">{mail.subject}</span>
                <span className="text-sm break-all text-muted">{mail.to}</span>
                <TimeAgo at={mail.at} className="text-sm text-muted" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
