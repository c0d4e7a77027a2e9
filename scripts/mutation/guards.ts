/** A condition in SQL that keeps somebody out: what stands there, what stands there instead, and the tests that must notice. */
export type Guard = {
  readonly file: string
  readonly from: string
  readonly to: string
  readonly tests: readonly string[]
}

const queries = 'packages/db/src/queries'

/** Guards of one file, each `[what stands there, what stands there instead]`; without the second it is just taken out. */
const of = (
  file: string,
  test: string,
  changes: readonly (readonly [from: string, to?: string])[],
): readonly Guard[] => changes.map(([from, to = '']) => ({ file, from, to, tests: [test] }))

const sessionTest = `${queries}/device-sessions.pg.test.ts`
const familyTest = `${queries}/refresh-families.pg.test.ts`
const pendingTest = `${queries}/pending-sessions.pg.test.ts`
const fenceTest = `${queries}/jobs-fence.pg.test.ts`
const ownershipTest = 'packages/api/src/run/ownership.pg.test.ts'
const lives = `\${sessionLives}`

/** By the group that they belong to. */
export const guards = {
  sessions: [
    ...of('packages/db/src/session-lives.ts', sessionTest, [
      ["session.state = 'active' and "],
      [' and session.epoch = account.epoch'],
      ['account.disabled_at is null and '],
      ['account.deleted_at is null\n      and ', ''],
      ['least(session.idle_expires_at, session.expires_at)', 'session.idle_expires_at'],
      ['least(session.idle_expires_at, session.expires_at)', 'session.expires_at'],
    ]),
    ...of(`${queries}/device-sessions.ts`, sessionTest, [
      [`${lives} as live`, 'true as live'],
      [`.where(${lives.slice(2, -1)})`],
      [".where('session.accountId', '=', accountId)"],
      [
        `where id = \${id} and state = 'active' and now_at() < least`,
        `where id = \${id} and now_at() < least`,
      ],
      [" and state = 'active' and now_at() < least(idle_expires_at, expires_at)", " and state = 'active'"],
      [` and account_id = \${accountId} and state = 'active'`, " and state = 'active'"],
      [` and account_id = \${accountId} and state = 'active'`, ` and account_id = \${accountId}`],
      [" and state = 'active' and authenticated_at", ' and authenticated_at'],
      [` and authenticated_at > now_at() - \${withinMs} * interval '1 ms'`],
      [` and session.account_id = \${accountId}`],
      ["and session.state = 'active' and now_at()", 'and now_at()'],
      [
        ` and now_at() < least(session.idle_expires_at, session.expires_at) and \${chosen}`,
        ` and \${chosen}`,
      ],
    ]),
    ...of(`${queries}/devices.ts`, `${queries}/devices.pg.test.ts`, [
      [
        ".where('accountId', '=', accountId)\n    .executeTakeFirst()\n  return renamed",
        '.executeTakeFirst()\n  return renamed',
      ],
      [".where('accountId', '=', accountId)\n    .where('cookieHash'", ".where('cookieHash'"],
      [".where('account.emailKey', '=', emailKey)"],
      [
        ".where('id', '=', id)\n    .where('accountId', '=', accountId)\n    .executeTakeFirst()\n}",
        ".where('id', '=', id)\n    .executeTakeFirst()\n}",
      ],
    ]),
  ],
  tokens: [
    ...of(`${queries}/refresh-families.ts`, familyTest, [
      [` and family.current_hash = \${hash}`],
      [' and session.id = family.session_id\n', '\n'],
      [`      and session.means = 'tokens' and ${lives}\n`, `      and ${lives}\n`],
      [`      and session.means = 'tokens' and ${lives}\n`, "      and session.means = 'tokens'\n"],
      [`session.means = 'tokens' and ${lives} as live`, `${lives} as live`],
      [`session.means = 'tokens' and ${lives} as live`, "session.means = 'tokens' as live"],
      [`family.previous_hash = \${hash} and `],
      [` and now_at() < family.rotated_at + \${graceMs} * interval '1 ms'`],
      ['previous_hash = null,\n', '\n'],
    ]),
  ],
  codes: [
    ...of(`${queries}/pending-sessions.ts`, pendingTest, [
      [
        ` and state = 'pending' and \${tokenHash} = any(token_hashes) and tries < 5`,
        ` and \${tokenHash} = any(token_hashes) and tries < 5`,
      ],
      [` and \${tokenHash} = any(token_hashes) and tries < 5`, ' and tries < 5'],
      ["when tries >= 4 then 'expired' else", 'else'],
      ['\n      and now_at() < code_expires_at\n    returning', '\n    returning'],
      [" and state = 'pending' and now_at() < code_expires_at\n", ' and now_at() < code_expires_at\n'],
      [" and state = 'pending' and now_at() < code_expires_at\n", " and state = 'pending'\n"],
      [`\n      and \${tokenHash} = any(token_hashes) for update`, ' for update'],
      ['tries = 0, code_sent_at', 'code_sent_at'],
      [
        `state = 'expired' and code_sent_at > now_at() - \${asked.resendAfterMs} * interval '1 ms'`,
        "state = 'expired'",
      ],
      [".where('account.emailKey', '=', emailKey)"],
      [".where('device.vendorUuid', '=', vendorUuid)"],
      [`.where(${lives.slice(2, -1)})`],
      ['[greatest(1, cardinality(pending_session.token_hashes) - 2):]'],
    ]),
    ...of(`${queries}/mail-tokens.ts`, `${queries}/mail-tokens.pg.test.ts`, [
      [` and purpose = \${purpose}\n      and used_at`, '\n      and used_at'],
      ['and used_at is null and now_at() < expires_at\n', 'and now_at() < expires_at\n'],
      ['and used_at is null and now_at() < expires_at\n', 'and used_at is null\n'],
      [`account_id = \${link.accountId} and purpose`, 'purpose'],
      [` and purpose = \${link.purpose} and used_at`, ' and used_at'],
      [".where('accountId', '=', accountId)"],
    ]),
  ],
  queue: [
    ...of(`${queries}/jobs-finish.ts`, fenceTest, [
      [' and job.lock_token = held.token'],
      [' and job.id = held.id'],
      ['and job.lock_token = given.token and (select', 'and (select'],
    ]),
    ...of(`${queries}/jobs-held.ts`, fenceTest, [
      [' and id = $3 and lock_token = $4', ' and id = $3'],
      ['worker_id = $1 and not id', 'not id'],
      [' and not id = any ($2::bigint[])'],
    ]),
    ...of(`${queries}/jobs-claim.ts`, fenceTest, [['job.lock_token is null and ']]),
    ...of(`${queries}/jobs-claim-limited.ts`, fenceTest, [
      ['            and job.lock_token is null and job.version', '            and job.version'],
    ]),
    ...of(`${queries}/jobs-acts.ts`, fenceTest, [
      [' and lock_token is null returning *', ' returning *'],
      [`where id = any (\${ids}) and lock_token is not null`, `where id = any (\${ids})`],
    ]),
    ...of(`${queries}/jobs.ts`, fenceTest, [[` and id = \${id} and lock_token is null`, ` and id = \${id}`]]),
  ],
  runs: [
    ...of(`${queries}/run-events.ts`, ownershipTest, [
      [` and r.last_seq = \${seq}`],
      [`\n        and (\${kind} <> 'finish-undone' or not r.submitted)`],
    ]),
    ...of(`${queries}/runs.ts`, ownershipTest, [
      [` and state = 'armed'`],
      [`\n      and (\${accountId ?? null}::uuid is null or account_id = \${accountId ?? null})`],
      [`\n      and armed_at <= now_at() - \${\`\${olderThanMs} milliseconds\`}::interval`],
      [`where r.id = \${runId} and r.account_id = \${accountId}`, `where r.id = \${runId}`],
      [`k.account_id = \${accountId} and `],
      [`r.account_id = \${accountId} and r.state in`, 'r.state in'],
      [` and r.state in ('armed', 'running', 'paused')`],
      [".where('accountId', '=', accountId)"],
      [".where('armKey', '=', key)"],
    ]),
    ...of(`${queries}/submissions.ts`, ownershipTest, [
      [` and account_id = \${runnerId}`],
      [` and state = 'finished'`],
      [' and not submitted'],
    ]),
    ...of(`${queries}/claims.ts`, ownershipTest, [[' and claimed_until <= now_at()']]),
    ...of(`${queries}/submission-lists.ts`, ownershipTest, [
      [` and s.runner_id <> \${viewerId}\n    order by`, '\n    order by'],
      [` and s.runner_id <> \${viewerId} and not exists`, ' and not exists'],
      [`s.runner_id = \${runnerId} and `],
    ]),
  ],
} as const satisfies Readonly<Record<string, readonly Guard[]>>
