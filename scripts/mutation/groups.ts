/** Rules that guard people, with the tests that must notice when one of them is changed. */
export type Group = {
  readonly what: string
  /** What Stryker changes. */
  readonly mutate: readonly string[]
  readonly tests: readonly string[]
  /** Whether values that are made once at the start are changed too; each such change runs all tests. */
  readonly statics: boolean
  /** Guards that are SQL, where Stryker sees nothing but text: `[file, what stands there, what stands there instead]`. */
  readonly sql: readonly (readonly [file: string, from: string, to: string])[]
}

const queries = 'packages/db/src/queries'

export const groups: Readonly<Record<string, Group>> = {
  rules: {
    what: 'run rules, verdicts, codes, usernames, tokens and cookies',
    mutate: [
      'packages/domain/src/{run,submission,one-time-code,account,device,room}.ts',
      'packages/auth/src/{access-token,refresh-token,session-token,one-time-code,cookie,seal}.ts',
    ],
    tests: [
      'packages/domain/src/*.test.ts',
      'packages/auth/src/{cookie,one-time-code,session-token,access-token,refresh-token}.test.ts',
    ],
    statics: false,
    sql: [],
  },
  sessions: {
    what: 'who a credential belongs to, and what turns a request away before it is read',
    mutate: ['packages/api/src/{session,gate,address-key,sudo}.ts'],
    tests: [
      'packages/api/src/{doors,address-key,credentials.pg}.test.ts',
      'packages/api/src/account/account.pg.test.ts',
      'packages/api/src/device/{revocation,code}.pg.test.ts',
    ],
    statics: false,
    sql: [
      [
        `${queries}/device-sessions.ts`,
        "session.state = 'active' and session.epoch = account.epoch and account.disabled_at is null\n        and account.deleted_at",
        'session.epoch = account.epoch and account.disabled_at is null\n        and account.deleted_at',
      ],
      [
        `${queries}/device-sessions.ts`,
        ' and now_at() < least(session.idle_expires_at, session.expires_at) as live',
        ' as live',
      ],
      [
        `${queries}/device-sessions.ts`,
        "session.state = 'active' and session.epoch = account.epoch and account.disabled_at is null\n        and account.deleted_at",
        "session.state = 'active' and session.epoch = account.epoch\n        and account.deleted_at",
      ],
    ],
  },
  tokens: {
    what: 'refresh tokens: one successor, and the end of a family whose old token returns',
    mutate: ['packages/api/src/account/refresh.ts', 'packages/api/src/access-keys.ts'],
    tests: ['packages/api/src/account/tokens.pg.test.ts', 'packages/api/src/access-keys.pg.test.ts'],
    statics: false,
    sql: [
      [`${queries}/refresh-families.ts`, `and family.current_hash = \${hash} `, ''],
      [
        `${queries}/refresh-families.ts`,
        `now_at() < family.rotated_at + \${graceMs}`,
        `now_at() < family.rotated_at + 1000 * \${graceMs}`,
      ],
    ],
  },
  codes: {
    what: 'confirming a device session by the code of its mail',
    mutate: ['packages/api/src/device/confirm-session.ts'],
    tests: ['packages/api/src/device/code.pg.test.ts'],
    statics: false,
    sql: [
      [`${queries}/pending-sessions.ts`, `\${tokenHash} = any(token_hashes) and tries < 5`, 'tries < 5'],
      [`${queries}/pending-sessions.ts`, "when tries >= 4 then 'expired' else", 'else'],
      [
        `${queries}/pending-sessions.ts`,
        '\n      and now_at() < code_expires_at\n    returning',
        '\n    returning',
      ],
    ],
  },
  queue: {
    what: 'the fence of the queue: only who holds a job ends it',
    mutate: ['packages/jobs/src/{verdict,backoff,finisher,held-job}.ts'],
    tests: ['packages/jobs/src/{verdict,key.pg,worker.pg}.test.ts'],
    statics: false,
    sql: [
      [`${queries}/jobs-finish.ts`, ' and job.lock_token = held.token', ''],
      [`${queries}/jobs-finish.ts`, 'and job.lock_token = given.token and (select', 'and (select'],
    ],
  },
}
