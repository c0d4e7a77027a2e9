import { runTopic, submissionsTopic } from '@shiplap/redis/topic-names'
import { missed } from '@shiplap/redis/topics'
import type { Context } from '../context.ts'

/** Tells verifiers that a submission changed, and whoever watches its run to look at it again. */
export function announceSubmission(
  { feed }: Pick<Context, 'feed'>,
  { id, runId }: { readonly id: string; readonly runId: string },
): void {
  feed.announce(submissionsTopic, { kind: 'submission', submissionId: id, runId })
  feed.announce(runTopic(runId), missed)
}
