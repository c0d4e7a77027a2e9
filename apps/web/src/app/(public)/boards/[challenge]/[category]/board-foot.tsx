import { LinkButton } from '@shiplap/ui/link-button'
import Link from 'next/link'
import { addressOfFile, addressOfList, type BoardAsked } from './list-of-address.ts'

type BoardFootProps = {
  readonly asked: BoardAsked
  readonly previous: string | null
  readonly next: string | null
  readonly around: boolean
}

/** The pages before and after, and the list as a file. */
export function BoardFoot({ asked, previous, next, around }: BoardFootProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 py-3 text-sm">
      <nav aria-label="Pages" className="flex gap-2">
        {around && (
          <LinkButton as={Link} size="small" href={addressOfList(asked)}>
            To the top
          </LinkButton>
        )}
        {previous && (
          <LinkButton as={Link} size="small" href={addressOfList(asked, { before: previous })}>
            Faster
          </LinkButton>
        )}
        {next && (
          <LinkButton as={Link} size="small" href={addressOfList(asked, { after: next })}>
            Slower
          </LinkButton>
        )}
      </nav>
      <p className="flex gap-3 text-muted">
        <a href={addressOfFile(asked, 'csv')} download className="underline">
          CSV
        </a>
        <a href={addressOfFile(asked, 'json')} download className="underline">
          JSON
        </a>
      </p>
    </div>
  )
}
