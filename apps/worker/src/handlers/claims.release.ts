import * as claims from '@shiplap/db/queries/claims'
import type { Handler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'
import { submissionsTopic } from '@shiplap/redis/topic-names'
import type { Tools } from './tools.ts'

/** Clears away a claim that ran out and tells the verifiers. By the rules it held nothing from that moment on. */
export function claimsRelease({ db, feed }: Pick<Tools, 'db' | 'feed'>): Handler<Payload<'claims.release'>> {
  return async ({ payload: { submissionId } }) => {
    if (await claims.releaseExpired(db, { id: submissionId }))
      feed.announce(submissionsTopic, { kind: 'submission', submissionId })
  }
}
