import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import type { Line } from '@shiplap/domain/message'
import type { MenuItem } from '@shiplap/ui/menu'
import { toast } from '@shiplap/ui/toast'
import { useCallback } from 'react'
import { wordsOf } from './chat-words.ts'
import type { RoomView } from './room-view.ts'
import type { Sanctioned } from './sanction-dialog.tsx'
import { useOutranking } from './use-outranking.ts'

/** What asks once more, or shows more, about one line or whoever wrote it. */
export type LineDialog = { readonly kind: 'report' | 'remove' | 'traces'; readonly line: Line } | Sanctioned

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
  const outranking = useOutranking(view)
  // The same from one keystroke to the next: else each of them would draw every line anew.
  const of = useCallback(
    (line: Line): readonly MenuItem[] => {
      if (me === null || line.kind === 'system') return []
      const isOwn = line.author?.id === me.id
      const isThere = line.removedBy === undefined
      const isChanged = line.editedAt !== undefined || !isThere
      const asking = (kind: 'report' | 'remove' | 'traces', label: string): MenuItem => ({
        key: kind,
        label,
        danger: kind === 'remove',
        act: () => onDialog({ kind, line }),
      })
      // Also of those who have left: the page of people offers it of members only.
      const sanctioning = (kind: Sanctioned['kind'], label: string): readonly MenuItem[] => {
        if (!view.mayModerate || isOwn || line.author === undefined) return []
        const { id, name: username } = line.author
        const disabledReason = outranking.includes(id) && wordsOf('room.outranked')
        const act = () => onDialog({ kind, username })
        return [{ key: kind, label: `${label} ${username}`, danger: kind === 'ban', act, disabledReason }]
      }
      return [
        ...(isOwn && isThere ? [{ key: 'edit', label: 'Edit', act: () => onEdit(line.seq) }] : []),
        ...(isOwn || !isThere ? [] : [asking('report', 'Report')]),
        ...(view.mayModerate && isChanged ? [asking('traces', 'What it said before')] : []),
        ...((isOwn || view.mayModerate) && isThere ? [asking('remove', 'Remove')] : []),
        ...sanctioning('mute', 'Mute'),
        ...sanctioning('ban', 'Ban'),
      ]
    },
    [view.mayModerate, me?.id, outranking, onEdit, onDialog],
  )
  return {
    of,
    isEditing: edit.isPending,
    edit: (seq: number, body: string) => edit.mutateAsync({ room: view.slug, seq, body }),
  }
}
