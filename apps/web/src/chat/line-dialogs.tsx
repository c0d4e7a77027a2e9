import dynamic from 'next/dynamic'
import type { LineDialog } from './line-acts.ts'

// Few lines are ever reported, removed or looked into, and few people muted, so their dialogs come when they are asked for.
const dialogs = {
  report: dynamic(async () => (await import('./report-dialog.tsx')).ReportDialog),
  remove: dynamic(async () => (await import('./remove-dialog.tsx')).RemoveDialog),
  traces: dynamic(async () => (await import('./traces-dialog.tsx')).TracesDialog),
}
const SanctionDialog = dynamic(async () => (await import('./sanction-dialog.tsx')).SanctionDialog)

/** The dialog that is open about a line or its author, if one is. */
export function LineDialogs({
  room,
  me,
  open,
  onClose,
}: {
  readonly room: string
  readonly me: string | null
  readonly open: LineDialog | null
  readonly onClose: () => void
}) {
  if (open === null) return null
  if ('username' in open) return <SanctionDialog room={room} person={open} onClose={onClose} />
  const Dialog = dialogs[open.kind]
  return <Dialog room={room} line={open.line} isOwn={open.line.author?.id === me} onClose={onClose} />
}
