import { LinkButton } from '@shiplap/ui/link-button'
import Link from 'next/link'
import { Notice } from '../../../../shell/notice.tsx'

/** A room from which somebody is banned. */
export default function Banned() {
  return (
    <Notice mark="403" title="You are banned from this room." action={rooms}>
      Its moderators can lift that. Until then you neither read nor write here.
    </Notice>
  )
}

const rooms = (
  <LinkButton as={Link} href="/chat">
    To the rooms
  </LinkButton>
)
