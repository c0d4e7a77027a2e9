import { Notice } from '../../shell/notice.tsx'

/** A page of a role, asked for by somebody who does not have it. */
export default function Forbidden() {
  return (
    <Notice mark="403" title="This page is not for your account.">
      It belongs to verifiers or to those who run this place. Whoever runs it can give you the role.
    </Notice>
  )
}
