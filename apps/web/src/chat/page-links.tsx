import { LinkButton } from '@shiplap/ui/link-button'
import Link from 'next/link'

type Way = { readonly label: string; readonly href: string } | false | undefined

/** The ways from one page of a list to its first and to its next, where there is one. */
export function PageLinks({
  name,
  first,
  next,
}: {
  readonly name: string
  readonly first: Way
  readonly next: Way
}) {
  if (!first && !next) return null
  return (
    <nav aria-label={name} className="flex gap-2 pt-3">
      {[first, next].map(
        (way) =>
          way && (
            <LinkButton key={way.label} as={Link} href={way.href} size="small">
              {way.label}
            </LinkButton>
          ),
      )}
    </nav>
  )
}
