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
    statics: true,
    sql: [],
  },
  sessions: {
    what: 'who a credential belongs to, the gate, refresh, confirmation by code, signing out',
    mutate: [
      'packages/api/src/{session,gate,address-key,sudo,signing-out}.ts',
      'packages/api/src/account/refresh.ts',
      'packages/api/src/device/confirm-session.ts',
    ],
    tests: [
      'packages/api/src/{doors,address-key}.test.ts',
      'packages/api/src/account/{account,tokens,reset}.pg.test.ts',
      'packages/api/src/device/{code,revocation}.pg.test.ts',
    ],
    statics: false,
    sql: [
      [`${queries}/refresh-families.ts`, `and family.current_hash = \${hash} `, ''],
      [
        `${queries}/refresh-families.ts`,
        ' and session.epoch = account.epoch\n      and account.disabled_at is null',
        '',
      ],
      [
        `${queries}/refresh-families.ts`,
        `now_at() < family.rotated_at + \${graceMs}`,
        `now_at() < family.rotated_at + 1000 * \${graceMs}`,
      ],
    ],
  },
  queue: {
    what: 'the fence of the queue: only who holds a job ends it',
    mutate: ['packages/jobs/src/{verdict,backoff,finisher,held-job,rescuer}.ts'],
    tests: ['packages/jobs/src/{worker,model,key,verdict}*.test.ts'],
    statics: false,
    sql: [
      [`${queries}/jobs-finish.ts`, ' and job.lock_token = held.token', ''],
      [`${queries}/jobs-finish.ts`, 'and job.lock_token = given.token and (select', 'and (select'],
    ],
  },
}
