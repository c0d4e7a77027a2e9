import type { Database } from '@shiplap/db/connect'
import * as deviceSessions from '@shiplap/db/queries/device-sessions'
import * as keptAnswers from '@shiplap/db/queries/kept-answers'
import * as pendingSessions from '@shiplap/db/queries/pending-sessions'
import type { Handler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'

const atOnce = 500

/** Marks device sessions whose time is over, which closes their sockets, and removes codes that nobody brought and answers that nobody asks for again. */
export function sessionsSweep({ db }: { readonly db: Database }): Handler<Payload<'sessions.sweep'>> {
  return async () => {
    while ((await deviceSessions.sweep(db, { limit: atOnce })) === atOnce);
    await pendingSessions.sweep(db)
    await keptAnswers.sweep(db)
  }
}
