import { LinkButton } from '@shiplap/ui/link-button'
import Link from 'next/link'
import { addressOfList, type ListAsked } from './list-of-address.ts'

type BoardFootProps = {
  readonly asked: ListAsked & { readonly challenge: string; readonly category: string }
  readonly previous: string | null
  readonly next: string | null
  readonly around: boolean
}

/** The pages before and after, and the list as a file. */
export function BoardFoot({ asked, previous, next, around }: BoardFootProps) {
  const file = (format: string) =>
    `/boards/${asked.challenge}/${asked.category}/export/${format}${addressOfList(asked)}`
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
        <a href={file('csv')} download className="underline">
          CSV
        </a>
        <a href={file('json')} download className="underline">
          JSON
        </a>
      </p>
    </div>
  )
}
