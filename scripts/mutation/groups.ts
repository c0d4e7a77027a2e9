import { type Guard, guards } from './guards.ts'

/** Code that Stryker changes, with the tests that must notice. What can be told by few tests is told by few: each change runs them. */
export type Part = { readonly mutate: readonly string[]; readonly tests: readonly string[] }

/** Rules that guard people: their code in parts, and their guards that are SQL, where Stryker sees nothing but text. */
export type Group = {
  readonly what: string
  readonly parts: Readonly<Record<string, Part>>
  readonly guards: readonly Guard[]
}

const api = 'packages/api/src'
const jobs = 'packages/jobs/src'
const feed = `${api}/feed`

export const groups: Readonly<Record<string, Group>> = {
  rules: {
    what: 'run rules, verdicts, codes, usernames, tokens and cookies',
    parts: {
      domain: {
        mutate: ['packages/domain/src/{run,run-act,submission,one-time-code,account,device,room}.ts'],
        tests: ['packages/domain/src/*.test.ts'],
      },
      auth: {
        mutate: ['packages/auth/src/{access-token,refresh-token,session-token,one-time-code,cookie,seal}.ts'],
        tests: ['packages/auth/src/{cookie,one-time-code,session-token,access-token,refresh-token}.test.ts'],
      },
    },
    guards: guards.runs,
  },
  sessions: {
    what: 'who a credential belongs to, and what turns a request away before it is read',
    parts: {
      session: {
        mutate: [`${api}/session.ts`],
        tests: [`${api}/session.pg.test.ts`],
      },
      sudo: { mutate: [`${api}/sudo.ts`], tests: [`${api}/account/proof.pg.test.ts`] },
      gate: { mutate: [`${api}/gate.ts`], tests: [`${api}/doors.test.ts`] },
      address: { mutate: [`${api}/address-key.ts`], tests: [`${api}/address-key.test.ts`] },
    },
    guards: guards.sessions,
  },
  tokens: {
    what: 'refresh tokens: one successor, and the end of a family whose old token returns',
    parts: {
      refresh: { mutate: [`${api}/account/refresh.ts`], tests: [`${api}/account/refresh.pg.test.ts`] },
      keys: { mutate: [`${api}/access-keys.ts`], tests: [`${api}/access-keys.pg.test.ts`] },
    },
    guards: guards.tokens,
  },
  codes: {
    what: 'confirming a device session by the code of its mail, and links that are mailed',
    parts: {
      confirm: { mutate: [`${api}/device/confirm-session.ts`], tests: [`${api}/device/code.pg.test.ts`] },
    },
    guards: guards.codes,
  },
  queue: {
    what: 'the fence of the queue: only who holds a job ends it; and where a claim looks for jobs',
    parts: {
      hints: { mutate: [`${jobs}/hints.ts`], tests: [`${jobs}/hints.test.ts`] },
      verdict: { mutate: [`${jobs}/{verdict,backoff}.ts`], tests: [`${jobs}/verdict.test.ts`] },
      held: {
        mutate: [`${jobs}/held-job.ts`],
        tests: [`${jobs}/held-job.test.ts`],
      },
      finisher: {
        mutate: [`${jobs}/finisher.ts`],
        tests: [`${jobs}/{finisher,finisher-held,freed}.pg.test.ts`],
      },
    },
    guards: guards.queue,
  },
  feed: {
    what: 'the feed of a room: each reader is given each entry once and in order',
    parts: {
      ring: { mutate: [`${feed}/ring.ts`], tests: [`${feed}/ring.test.ts`] },
      once: { mutate: [`${feed}/once.ts`], tests: [`${feed}/once.test.ts`] },
      entry: { mutate: [`${feed}/entry.ts`], tests: [`${feed}/entry.test.ts`] },
      newest: { mutate: [`${feed}/newest.ts`], tests: [`${feed}/newest.pg.test.ts`] },
      seats: {
        mutate: [`${feed}/{seats,sitter}.ts`],
        tests: [`${feed}/{room-feed,room-feed-epoch,seats,pace}.test.ts`],
      },
      'room-feed': {
        mutate: [`${feed}/room-feed.ts`],
        tests: [`${feed}/{room-feed,room-feed-epoch,seats,pace}.test.ts`],
      },
    },
    guards: [],
  },
}
