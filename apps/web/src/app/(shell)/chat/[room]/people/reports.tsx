'use client'
import { Section } from '@shiplap/ui/section'
import type { DeskPage } from './desk-view.ts'
import { Nothing } from './nothing.tsx'
import { ReportRow } from './report-row.tsx'
import { useDesk } from './use-desk.ts'

/** What waits for a moderator; it stands before everything else. */
export function Reports({ room, page, initial }: DeskPage) {
  const { reports, hasMoreReports } = useDesk({ room, page, initial })
  return (
    <Section title="Reports">
      {reports.length === 0 && <Nothing>No open reports.</Nothing>}
      <ul>
        {reports.map((report) => (
          <ReportRow key={report.id} room={room} report={report} />
        ))}
      </ul>
      {hasMoreReports && <Nothing>There are more: they come up as these are settled.</Nothing>}
    </Section>
  )
}
