import { formatDuration } from '@shiplap/domain/duration'
import { EmptyState } from '@shiplap/ui/empty-state'
import { Facts } from '@shiplap/ui/facts'
import { LinkButton } from '@shiplap/ui/link-button'
import { PageHead } from '@shiplap/ui/page-head'
import { Section } from '@shiplap/ui/section'
import { TimeAgo } from '@shiplap/ui/time-ago'
import type { Metadata } from 'next'
import Link from 'next/link'
import { serverApi } from '../../../../server/server-api.ts'
import { orNotFound, whoIsHere } from '../../../../server/visitor.ts'
import { Activity } from './activity.tsx'
import { BoardProgress } from './board-progress.tsx'
import { History } from './history.tsx'

type Props = {
  readonly params: Promise<{ readonly name: string }>
  readonly searchParams: Promise<{ readonly before?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) }
}

export default async function ProfilePage({ params, searchParams }: Props) {
  const username = decodeURIComponent((await params).name)
  const { before } = await searchParams
  const [api, account] = await Promise.all([serverApi(), whoIsHere()])
  const page = typeof before === 'string' ? { before } : {}
  const [{ runner, totals, boards }, history] = await Promise.all([
    orNotFound(api.run.stats({ username })),
    orNotFound(api.run.history({ username, limit: 30, ...page })),
  ])
  const own = account?.username === runner.username
  return (
    <>
      <PageHead
        title={runner.username}
        sub={
          <>
            Joined <TimeAgo at={runner.since} />
          </>
        }
      />
      <Facts
        className="pb-6"
        facts={[
          { name: 'Finished', value: totals.finished },
          { name: 'Verified', value: totals.approved },
          { name: 'Records set', value: totals.records },
          { name: 'On the clock', value: formatDuration(totals.onTheClockMs, 'seconds') },
        ]}
      />
      {history.runs.length === 0 && !('before' in page) ? (
        <EmptyState
          title={own ? 'You have no finished run yet' : 'No finished run yet'}
          action={
            own && (
              <LinkButton as={Link} variant="primary" href="/challenges">
                Choose a challenge
              </LinkButton>
            )
          }
        />
      ) : (
        <>
          <Activity days={totals.days} />
          {boards.map((board) => (
            <BoardProgress key={`${board.challenge} ${board.category} ${board.assistance}`} board={board} />
          ))}
          <Section title="Runs">
            <History runs={history.runs} next={history.next} />
          </Section>
        </>
      )}
    </>
  )
}
