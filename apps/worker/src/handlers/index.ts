import type { Database } from '@shiplap/db/connect'
import type { Handlers } from '@shiplap/jobs/handler'
import type { kinds } from '@shiplap/jobs/kinds'
import type { Topics } from '@shiplap/redis/topics'
import type { SendMail } from '../mail.ts'
import { accountExport } from './account.export.ts'
import { accountRegistered } from './account.registered.ts'
import { boardRebuild } from './board.rebuild.ts'
import { claimsRelease } from './claims.release.ts'
import { deviceNew } from './device.new.ts'
import { historyRetention } from './history.retention.ts'
import { mail } from './mail.ts'
import { roomNotify } from './room.notify.ts'
import { runExpire } from './run.expire.ts'
import { runFinished } from './run.finished.ts'
import { sessionsSweep } from './sessions.sweep.ts'
import { submissionDecided } from './submission.decided.ts'

/** What handlers may use. */
export type Tools = {
  readonly db: Database
  /** News to every process. */
  readonly feed: Pick<Topics, 'announce'>
  readonly sendMail: SendMail
  readonly origin: string
  /** How long ended jobs are kept. */
  readonly historyDays: number
  /** The instance's secret, with which mails with codes wait encrypted. */
  readonly pepper: string | undefined
}

/** Every kind with its handler. */
export function makeHandlers(tools: Tools) {
  return {
    mail: mail(tools),
    'history.retention': historyRetention(tools),
    'account.export': accountExport(),
    'account.registered': accountRegistered(tools),
    'device.new': deviceNew(tools),
    'sessions.sweep': sessionsSweep(tools),
    'run.expire': runExpire(tools),
    'run.finished': runFinished(),
    'submission.decided': submissionDecided(tools),
    'claims.release': claimsRelease(tools),
    'board.rebuild': boardRebuild(tools),
    'room.notify': roomNotify(),
  } satisfies Required<Handlers<typeof kinds>>
}
