'use client'
import { Section } from '@shiplap/ui/section'
import { PageLinks } from '../../../../../chat/page-links.tsx'
import type { DeskPage } from './desk-view.ts'
import { Nothing } from './nothing.tsx'
import { peoplePath } from './people-page.ts'
import { SanctionRow } from './sanction-row.tsx'
import { TrailRow } from './trail-row.tsx'
import { useDesk } from './use-desk.ts'

/** What else moderators see: who may not write or read, and who did what. */
export function Desk({ room, page, initial }: DeskPage) {
  const { skip, before } = page
  const data = useDesk({ room, page, initial })
  return (
    <>
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
