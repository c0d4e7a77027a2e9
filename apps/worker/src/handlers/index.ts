import type { Handlers } from '@shiplap/jobs/handler'
import type { kinds } from '@shiplap/jobs/kinds'
import { accountExport } from './account.export.ts'
import { accountRegistered } from './account.registered.ts'
import { boardRebuild } from './board.rebuild.ts'
import { claimsRelease } from './claims.release.ts'
import { deviceNew } from './device.new.ts'
import { historyRetention } from './history.retention.ts'
import { mail } from './mail.ts'
import { wordsOfMessages } from './messages.words.ts'
import { roomNotify } from './room.notify.ts'
import { runExpire } from './run.expire.ts'
import { runFinished } from './run.finished.ts'
import { sessionsSweep } from './sessions.sweep.ts'
import { submissionDecided } from './submission.decided.ts'
import type { Tools } from './tools.ts'

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
    'run.finished': runFinished(tools),
    'submission.decided': submissionDecided(tools),
    'claims.release': claimsRelease(tools),
    'board.rebuild': boardRebuild(tools),
    'messages.words': wordsOfMessages(tools),
    'room.notify': roomNotify(tools),
  } satisfies Required<Handlers<typeof kinds>>
}
