'use client'
import { api } from '@shiplap/client/react'
import { Section } from '@shiplap/ui/section'
import type { DeskView } from './desk-view.ts'
import { PageLinks } from './page-links.tsx'
import { type PeoplePage, peoplePath } from './people-page.ts'
import { ReportRow } from './report-row.tsx'
import { SanctionRow } from './sanction-row.tsx'
import { TrailRow } from './trail-row.tsx'

/** What moderators see: reports to settle, who may not write, and who did what. */
export function Desk({
  room,
  page,
  initial,
}: {
  readonly room: string
  readonly page: PeoplePage
  readonly initial: DeskView
}) {
  const { skip, before } = page
  const { data } = api.room.desk.useQuery(
    { room, skip, before },
    // That something was reported, or somebody muted, is told to nobody but those who ask.
    { initialData: initial, refetchInterval: 20_000, refetchOnWindowFocus: true },
  )
  return (
    <>
      <Section title="Reports">
        {data.reports.length === 0 && <Nothing>No open reports.</Nothing>}
        <ul>
          {data.reports.map((report) => (
            <ReportRow key={report.id} room={room} report={report} />
          ))}
        </ul>
        {data.hasMoreReports && <Nothing>There are more: they come up as these are settled.</Nothing>}
      </Section>
      <Section title="Muted and banned">
        {data.sanctions.length === 0 && <Nothing>{skip === 0 ? 'Nobody.' : 'Nobody else.'}</Nothing>}
        <ul>
          {data.sanctions.map((sanction) => (
            <SanctionRow key={`${sanction.username}${sanction.kind}`} room={room} sanction={sanction} />
          ))}
        </ul>
        <PageLinks
          name="Pages of those muted and banned"
          first={skip > 0 && { label: 'Newest', href: peoplePath(room, page, { skip: 0 }) }}
          next={
            data.hasMoreSanctions && {
              label: 'Older',
              href: peoplePath(room, page, { skip: skip + data.sanctions.length }),
            }
          }
        />
      </Section>
      <Section title="Who did what">
        {data.trail.length === 0 && (
          <Nothing>{before === null ? 'Nothing yet.' : 'Nothing before that.'}</Nothing>
        )}
        <ul>
          {data.trail.map((entry) => (
            <TrailRow key={entry.id} entry={entry} />
          ))}
        </ul>
        <PageLinks
          name="Pages of who did what"
          first={before !== null && { label: 'Newest', href: peoplePath(room, page, { before: null }) }}
          next={
            data.older !== null && { label: 'Older', href: peoplePath(room, page, { before: data.older }) }
          }
        />
      </Section>
    </>
  )
}

function Nothing({ children }: { readonly children: string }) {
  return <p className="lap bg-board px-3 py-2 text-sm text-muted">{children}</p>
}
