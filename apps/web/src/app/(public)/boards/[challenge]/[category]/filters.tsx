import type { Outputs } from '@shiplap/client'
import { assistances, type Evidence, evidences } from '@shiplap/domain/run'
import clsx from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { assistanceNames } from '../../../../../run/assistance.ts'
import { addressOfList, type BoardAsked, type ListAsked } from './list-of-address.ts'

type FiltersProps = {
  readonly asked: BoardAsked
  readonly categories: Outputs['challenge']['get']['categories']
  /** What the runners of this board use, the most used first. */
  readonly stacks: Outputs['board']['stacks']['stacks']
}

/** Which list is shown, as links: each is an address of its own and works without a script. On a phone a row of them is pushed sideways, so that the board begins on the first screen. */
export function Filters({ asked, categories, stacks }: FiltersProps) {
  const month = new Date().toISOString().slice(0, 7)
  const chip = (change: Partial<ListAsked>, chosen: boolean, label: string, more?: ReactNode) => (
    <Chip key={label} href={addressOfList({ ...asked, ...change })} chosen={chosen}>
      {label}
      {more}
    </Chip>
  )
  // A stack that was typed may be a rare one, or nobody's.
  const isOffered = asked.stack === null || stacks.some(({ stack }) => stack === asked.stack)
  const offered = isOffered ? stacks : [...stacks, { stack: asked.stack ?? '', runners: 0 }]
  const windows = [
    ['all', 'All time'],
    [month.slice(0, 4), 'This year'],
    [month, 'This month'],
  ] as const
  return (
    <nav aria-label="Which board" className="flex flex-col gap-2 pb-4">
      <Chips label="Category">
        {categories.map(({ slug, title }) => (
          <Chip
            key={slug}
            href={`/boards/${asked.challenge}/${slug}${addressOfList(asked)}`}
            chosen={slug === asked.category}
          >
            {title}
          </Chip>
        ))}
      </Chips>
      <Chips label="Help by machines">
        {assistances.map((assistance) =>
          chip({ assistance }, assistance === asked.assistance, assistanceNames[assistance]),
        )}
      </Chips>
      <Chips label="Which runs">
        {chip({ standing: 'official' }, asked.standing === 'official', 'Verified')}
        {chip({ standing: 'provisional' }, asked.standing === 'provisional', 'Provisional too')}
        <span aria-hidden="true" className="mx-1 h-4 w-px self-center bg-line" />
        {windows.map(([window, label]) => chip({ window }, window === asked.window, label))}
      </Chips>
      <Chips label="Evidence">
        {evidences.map((evidence) =>
          chip({ evidence }, evidence === asked.evidence, evidenceWords[evidence]),
        )}
      </Chips>
      {offered.length > 0 && (
        <Chips label="Made with">
          {chip({ stack: null }, asked.stack === null, 'Any stack')}
          {offered.map(({ stack, runners }) =>
            chip({ stack }, stack === asked.stack, stack, runners > 0 && <Count runners={runners} />),
          )}
        </Chips>
      )}
    </nav>
  )
}

const evidenceWords: Record<Evidence, string> = {
  timed: 'Any evidence',
  checked: 'Checked or replayed',
  replayed: 'Replayed',
}

function Count({ runners }: { readonly runners: number }) {
  return (
    <span className="figures pl-1.5 text-xs text-muted">
      {runners}
      <span className="sr-only"> {runners === 1 ? 'runner' : 'runners'}</span>
    </span>
  )
}

function Chips({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls; these are links
    <div
      role="group"
      aria-label={label}
      className="relative flex gap-1 max-sm:-mx-4 max-sm:-my-1 max-sm:overflow-x-auto max-sm:px-4 max-sm:py-1 sm:flex-wrap"
    >
      {children}
    </div>
  )
}

function Chip({
  href,
  chosen,
  children,
}: {
  readonly href: string
  readonly chosen: boolean
  readonly children: ReactNode
}) {
  return (
    <Link
      href={href}
      aria-current={chosen ? 'true' : undefined}
      scroll={false}
      className={clsx(
        'inline-flex h-7 shrink-0 items-center rounded-sm border px-2.5 text-sm no-underline',
        chosen
          ? 'border-ink bg-hover font-medium text-ink'
          : 'border-line text-muted hover:border-edge hover:text-ink',
      )}
    >
      {children}
    </Link>
  )
}
