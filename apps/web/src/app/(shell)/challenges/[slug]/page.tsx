import { roomOfChallenge } from '@shiplap/domain/room-address'
import { Badge } from '@shiplap/ui/badge'
import { PageHead } from '@shiplap/ui/page-head'
import { Section } from '@shiplap/ui/section'
import type { Metadata } from 'next'
import { RoomDock } from '../../../../chat/room-dock.tsx'
import { Prose } from '../../../../run/prose.tsx'
import { serverApi } from '../../../../server/server-api.ts'
import { orNotFound, whoIsHere } from '../../../../server/visitor.ts'
import { Categories } from './categories.tsx'
import { Milestones } from './milestones.tsx'
import { StartForm } from './start-form.tsx'

type Props = { readonly params: Promise<{ readonly slug: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const challenge = await read(params)
  return { title: challenge.title, description: challenge.summary }
}

export default async function ChallengePage({ params }: Props) {
  const [challenge, account] = await Promise.all([read(params), whoIsHere()])
  return (
    <>
      <PageHead title={challenge.title} sub={challenge.summary} />
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <Section title="The brief">
            <Prose>{challenge.brief}</Prose>
          </Section>
          <Milestones milestones={challenge.milestones} />
          <Section title="Rules">
            <Prose>{challenge.rules}</Prose>
          </Section>
          <p className="flex flex-wrap items-center gap-2 text-xs text-muted">
            <Badge>Version {challenge.version}</Badge>A published version never changes, so times stay
            comparable.
          </p>
        </div>
        <aside aria-label="Run it" className="max-lg:order-first">
          <StartForm
            challenge={challenge.slug}
            categories={challenge.categories}
            signedIn={account !== null}
          />
          <Categories challenge={challenge.slug} categories={challenge.categories} />
        </aside>
      </div>
      <RoomDock room={roomOfChallenge(challenge.slug)} me={account} />
    </>
  )
}

async function read(params: Props['params']) {
  const api = await serverApi()
  return orNotFound(api.challenge.get({ slug: (await params).slug }))
}
