import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import type { Line } from '@shiplap/domain/message'
import type { MenuItem } from '@shiplap/ui/menu'
import { toast } from '@shiplap/ui/toast'
import { wordsOf } from './chat-words.ts'
import type { RoomView } from './room-view.ts'

/** What asks once more, or shows more, about one line. */
export type LineDialog = { readonly kind: 'report' | 'remove' | 'traces'; readonly line: Line }

/** What somebody may do about each line of a room. */
export function useLineActs({
  view,
  me,
  onEdit,
  onDialog,
}: {
  readonly view: RoomView
  readonly me: { readonly id: string } | null
  readonly onEdit: (seq: number) => void
  readonly onDialog: (dialog: LineDialog) => void
}) {
  const edit = api.message.edit.useMutation({
    onError: (error) => toast({ message: wordsOf(refusalOf(error)?.reason), tone: 'problem' }),
  })
  return {
    isEditing: edit.isPending,
    edit: (seq: number, body: string) => edit.mutateAsync({ room: view.slug, seq, body }),
    of(line: Line): readonly MenuItem[] {
      if (me === null || line.kind === 'system') return []
      const isOwn = line.author?.id === me.id
      const isThere = line.removedBy === undefined
      const isChanged = line.editedAt !== undefined || !isThere
      const asking = (kind: LineDialog['kind'], label: string): MenuItem => ({
        key: kind,
        label,
        danger: kind === 'remove',
        act: () => onDialog({ kind, line }),
      })
      return [
        ...(isOwn && isThere ? [{ key: 'edit', label: 'Edit', act: () => onEdit(line.seq) }] : []),
        ...(isOwn || !isThere ? [] : [asking('report', 'Report')]),
        ...(view.mayModerate && isChanged ? [asking('traces', 'What it said before')] : []),
        ...((isOwn || view.mayModerate) && isThere ? [asking('remove', 'Remove')] : []),
      ]
    },
  }
}
