/** A way to break the product, under which case it shows, and what must then be said of it. */
export type Break = {
  readonly what: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly under: string
  readonly told: RegExp
}

const api = 'packages/api/src'

/** What would be worst, done on purpose: whoever finds nothing wrong with these is blind. */
export const breaks: readonly Break[] = [
  {
    what: 'some messages are acknowledged and never written',
    file: `${api}/message/writer.ts`,
    from: 'settle(first, await insert(room, first))',
    to: 'settle(first, Math.random() < 0.1 ? (first.map((_, at) => ({ seq: at + 1 })) as never) : await insert(room, first))',
    under: 'restart-postgres',
    told: /message \d+ was acknowledged and is not there/,
  },
  {
    what: 'a message that is sent again is written again',
    file: 'packages/db/migrations/0004_rooms.sql',
    from: 'create unique index message_once',
    to: 'create index message_once',
    under: 'answer-lost-after-commit',
    told: /message \S+ is there \d+ times/,
  },
  {
    what: 'watchers are not given every message',
    file: `${api}/socket/frames.ts`,
    from: 'const frames = entries.map(',
    to: 'const frames = entries.filter(({ seq }) => seq % 17 !== 0).map(',
    under: 'kill-web',
    told: /watcher \d was given/,
  },
  {
    what: 'a session that was ended is let in',
    file: `${api}/session.ts`,
    from: 'if (!found.live) return',
    to: "if (!found.live && found.endedBy !== 'device') return",
    under: 'restart-postgres',
    told: /session \S+ opened something after its end/,
  },
  {
    what: 'a refresh token has another successor each time',
    file: `${api}/account/refresh.ts`,
    from: 'nonce: family.nonce })',
    to: 'nonce })',
    under: 'restart-postgres',
    told: /a refresh token has \d+ successors/,
  },
  {
    what: 'nobody is kept from sending too much',
    file: `${api}/message/take.ts`,
    from: '...ctx.settings.messages',
    to: 'points: 1_000, perMs: 1_000',
    under: 'kill-worker',
    told: /sent more than \d+ messages/,
  },
  {
    what: 'two verifiers may hold one submission',
    file: 'packages/domain/src/submission.ts',
    from: "return holder === null || holder === reviewer.id ? null : 'submission.claimed'",
    to: 'return null',
    under: 'at-once',
    told: /one of \d+ claims is given/,
  },
  {
    what: 'every second mail is forgotten',
    file: `${api}/mailing.ts`,
    from: "await enqueue(tx, 'mail',",
    // By turns, since few are asked for while the case lasts: by chance, all of those that matter may go out.
    to: "if ((ctx.settings.mailsOfThisWeb = (ctx.settings.mailsOfThisWeb ?? 0) + 1) % 2 > 0) await enqueue(tx, 'mail',",
    under: 'restart-postgres',
    told: /codes were promised/,
  },
  {
    what: 'runners are not told of verdicts',
    file: 'apps/worker/src/handlers/submission.decided.ts',
    from: 'await notices.insert(tx,',
    to: 'if (Math.random() < 0) await notices.insert(tx,',
    under: 'kill-worker',
    told: /its runner was not told once/,
  },
  {
    what: 'an approved run does not come to the official list',
    file: `${api}/submission/decide.ts`,
    from: 'await refresh(tx, run)\n    await boardRecords.add(',
    to: 'await boardRecords.add(',
    // Long enough for a run to its end, and for its verifiers.
    under: 'freeze-worker',
    told: /a board says something else than its recount/,
  },
]
