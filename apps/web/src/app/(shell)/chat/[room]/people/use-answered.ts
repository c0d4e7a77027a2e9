import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { toast } from '@shiplap/ui/toast'
import { wordsOf } from '../../../../../chat/chat-words.ts'

/** What follows on an act of the desk: it is under way until the page shows what came of it, also of a refusal. */
export function useAnswered() {
  const utils = api.useUtils()
  return {
    onError: (error: unknown) =>
      toast({ message: wordsOf(refusalOf(error)?.reason), tone: 'problem' as const }),
    onSettled: () => utils.room.invalidate(),
  }
}
