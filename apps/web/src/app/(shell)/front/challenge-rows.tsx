import type { Outputs } from '@shiplap/client'
import Link from 'next/link'

type Challenge = Outputs['challenge']['list']['challenges'][number]

/** What one can build, the shortest first. */
export function ChallengeRows({ challenges }: { readonly challenges: readonly Challenge[] }) {
  return (
    <ul aria-label="Challenges">
      {challenges.map((challenge) => (
        <li
          key={challenge.slug}
          className="lap relative flex flex-wrap items-baseline gap-x-4 bg-board px-3 py-2 hover:bg-hover sm:flex-nowrap"
        >
          <Link
            prefetch={false}
            href={`/challenges/${challenge.slug}`}
            className="shrink-0 font-medium no-underline after:absolute after:inset-0 sm:w-44"
          >
            {challenge.title}
          </Link>
          <p className="min-w-0 flex-1 basis-full text-sm text-muted sm:basis-auto">{challenge.summary}</p>
          <p className="figures shrink-0 text-xs text-muted">
            {challenge.milestoneCount} <span className="font-sans">milestones</span>
          </p>
          <p className="figures w-28 shrink-0 text-xs text-muted sm:text-right">
            {minutes(challenge.estimateFromMs)}–{minutes(challenge.estimateToMs)}{' '}
            <span className="font-sans">min</span>
          </p>
        </li>
      ))}
    </ul>
  )
}

const minutes = (ms: number) => Math.round(ms / 60_000)
