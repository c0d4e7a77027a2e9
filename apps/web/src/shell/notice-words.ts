import type { Outputs } from '@shiplap/client'
import { formatDuration } from '@shiplap/domain/duration'

export type Notice = Outputs['notice']['list']['notices'][number]
type Decided = Extract<Notice, { readonly kind: 'submission.decided' }>['body']

type NoticeWords = { readonly title: string; readonly detail: string | null; readonly href: string }

/** What a notice says to its reader, and where it leads. */
export function noticeWords(notice: Notice): NoticeWords {
  switch (notice.kind) {
    case 'run.finished': {
      const { challenge, category, timeMs, isBest, provisionalRank, runId } = notice.body
      const standing = provisionalRank === null ? '' : `, #${provisionalRank} before review`
      return {
        title: `You finished ${challenge}, ${category}, in ${formatDuration(timeMs)}.`,
        detail: isBest ? `A personal best${standing}.` : null,
        href: `/runs/${runId}`,
      }
    }
    case 'submission.decided': {
      const { runId, verdict, reason } = notice.body
      // Only a rejected run has something left for its runner to do.
      const href = verdict === 'reject' ? `/runs/${runId}/submit` : `/runs/${runId}`
      return { title: decidedWords(notice.body), detail: reason.trim() || null, href }
    }
    case 'room.mention': {
      const { room, roomTitle, seq, author, excerpt } = notice.body
      const title = `${author ?? 'Somebody'} mentioned you in ${roomTitle}.`
      return { title, detail: excerpt, href: `/chat/${room}#line-${seq}` }
    }
  }
}

function decidedWords({ verdict, state, rank, challenge, category, timeMs }: Decided): string {
  const run = `Your run of ${challenge}, ${category},`
  switch (verdict) {
    case 'approve':
      if (state !== 'APPROVED') return `${run} has the first of two approvals.`
      return `${run} was verified${rank === null ? '' : `: #${rank}`}.`
    case 'reject':
      return `${run} was rejected.`
    case 'unverify':
      return `${run} is in review again.`
    case 'retime':
      return `${run} was given another time: ${formatDuration(timeMs)}.`
  }
}
