import { Notice } from '../../shell/notice.tsx'

/** What a page of the shell shows when its run, room or person is not there, or not for this visitor. */
export default function NotFound() {
  return (
    <Notice mark="404" title="There is nothing here.">
      The link may be old, what it showed may be gone, or it belongs to somebody else.
    </Notice>
  )
}
