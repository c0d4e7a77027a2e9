import { Badge } from '@shiplap/ui/badge'
import { EmptyState } from '@shiplap/ui/empty-state'
import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import Link from 'next/link'
import { serverApi } from '../../../server/server-api.ts'

export const metadata: Metadata = { title: 'Challenges' }

export default async function ChallengesPage() {
  const api = await serverApi()
  const { challenges } = await api.challenge.list()
  return (
    <>
      <PageHead
        title="Challenges"
        sub="What is built against the clock. Each says exactly when a milestone is reached; how you get there is yours."
      />
      {challenges.length === 0 && (
        <EmptyState title="No challenges yet">An organiser publishes them.</EmptyState>
      )}
      <ul>
        {challenges.map((challenge) => (
          <li key={challenge.slug} className="lap relative bg-board hover:bg-hover">
            <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-3 py-3 sm:px-4">
              <div className="min-w-0 flex-1 basis-72">
                <h2 className="text-lg font-semibold">
                  <Link
                    href={`/challenges/${challenge.slug}`}
                    className="no-underline after:absolute after:inset-0 hover:underline"
                  >
                    {challenge.title}
                  </Link>
                </h2>
                <p className="text-sm text-muted">{challenge.summary}</p>
              </div>
              <dl className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm sm:grid sm:grid-cols-[6.5rem_8rem_7rem] sm:gap-x-3">
                <Fact name="Milestones">{challenge.milestoneCount}</Fact>
                <Fact name="Minutes">
                  {minutes(challenge.estimateFromMs)}–{minutes(challenge.estimateToMs)}
                </Fact>
                <div>
                  <dt className="sr-only">Kind</dt>
                  <dd>
                    <Badge>{challenge.kind === 'http' ? 'HTTP service' : 'Command line'}</Badge>
                  </dd>
                </div>
              </dl>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  )
}

function minutes(ms: number) {
  return String(Math.round(ms / 60_000))
}
