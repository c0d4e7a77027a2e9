/** What the instance tells somebody, as facts; the words are the reader's. */
export type Notice =
  | {
      readonly kind: 'run.finished'
      readonly body: RunFacts & {
        readonly isBest: boolean
        /** Where it stands before anybody reviewed it; null when the runner has a better run. */
        readonly provisionalRank: number | null
      }
    }
  | {
      readonly kind: 'submission.decided'
      readonly body: RunFacts & {
        readonly submissionId: string
        readonly verdict: 'approve' | 'reject' | 'unverify' | 'retime'
        /** The submission after the verdict: a record is still PENDING after the first of two approvals. */
        readonly state: 'PENDING' | 'APPROVED' | 'REJECTED'
        readonly reason: string
        readonly rank: number | null
      }
    }
  | {
      readonly kind: 'room.mention'
      readonly body: {
        readonly room: string
        readonly roomTitle: string
        readonly seq: number
        readonly author: string | null
        readonly excerpt: string
      }
    }

type RunFacts = {
  readonly runId: string
  readonly challenge: string
  readonly category: string
  readonly timeMs: number
}
