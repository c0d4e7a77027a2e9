import { EmptyState } from '@shiplap/ui/empty-state'
import { LinkButton } from '@shiplap/ui/link-button'
import Link from 'next/link'
import { addressOfList, type ListAsked } from './list-of-address.ts'

type EmptyBoardProps = {
  readonly asked: ListAsked & { readonly challenge: string }
  /** How many stand in the same list with those that nobody verified yet. */
  readonly provisional: number
}

/** A list without rows says how to be its first. */
export function EmptyBoard({ asked, provisional }: EmptyBoardProps) {
  if (asked.standing === 'official' && provisional > 0)
    return (
      <EmptyState
        title="Nothing verified yet"
        action={
          <LinkButton as={Link} href={addressOfList({ ...asked, standing: 'provisional' })}>
            Show provisional runs
          </LinkButton>
        }
      >
        {provisional === 1 ? 'One finished run' : `${provisional} finished runs`} could stand here once a
        verifier has looked.
      </EmptyState>
    )
  const narrowed = asked.window !== 'all' || asked.stack !== null || asked.evidence !== 'timed'
  if (narrowed)
    return (
      <EmptyState
        title="No run fits these filters"
        action={
          <LinkButton
            as={Link}
            href={addressOfList({ ...asked, window: 'all', stack: null, evidence: 'timed' })}
          >
            Show all of them
          </LinkButton>
        }
      />
    )
  return (
    <EmptyState
      title="Nobody stands here yet"
      action={
        <LinkButton as={Link} variant="primary" href={`/challenges/${asked.challenge}`}>
          Be the first
        </LinkButton>
      }
    >
      {asked.standing === 'official'
        ? 'The first run that a verifier approves takes the top of this board until somebody is faster.'
        : 'Any finished run takes the top of this board until somebody is faster.'}
    </EmptyState>
  )
}
