import { LinkButton } from '@shiplap/ui/link-button'
import { PageHead } from '@shiplap/ui/page-head'
import { Section } from '@shiplap/ui/section'
import Link from 'next/link'
import { serverApi } from '../../server/server-api.ts'
import { whoIsHere } from '../../server/visitor.ts'
import { ChallengeRows } from './front/challenge-rows.tsx'
import { LatestRecords } from './front/latest-records.tsx'
import { LiveRuns } from './front/live-runs.tsx'
import { OwnRun } from './front/own-run.tsx'

export default async function FrontPage() {
  const [api, account] = await Promise.all([serverApi(), whoIsHere()])
  const [live, current, latest, { challenges }] = await Promise.all([
    api.run.listLive({ limit: 50 }),
    account && api.run.current(),
    api.board.latestRecords({ limit: 8 }),
    api.challenge.list(),
  ])
  return (
    <>
      {account ? <PageHead title="Runs" /> : <Welcome />}
      {current && (
        <Section title="Your run">
          <OwnRun run={current.run} />
        </Section>
      )}
      <Section title="On the clock">
        <LiveRuns initial={live.runs} own={account?.id ?? null} />
      </Section>
      <Section title="Latest records" aside={<Link href="/boards">All boards</Link>}>
        <LatestRecords records={latest.records} />
      </Section>
      <Section title="Challenges" aside={<Link href="/challenges">All challenges</Link>}>
        <ChallengeRows challenges={challenges} />
      </Section>
    </>
  )
}

/** What this is, in one line, for someone who has never seen it. */
function Welcome() {
  return (
    <header className="flex max-w-2xl flex-col items-start gap-4 pt-4 pb-10">
      <h1 className="text-2xl font-semibold text-balance sm:text-3xl">Speedrunning for code.</h1>
      <p className="text-lg text-muted">
        Pick a challenge, start the clock, build. Every milestone is a split; verified times stand on the
        board.
      </p>
      <div className="flex flex-wrap gap-2">
        <LinkButton as={Link} href="/challenges" variant="primary">
          Pick a challenge
        </LinkButton>
        <LinkButton as={Link} href="/register">
          Register
        </LinkButton>
      </div>
    </header>
  )
}
