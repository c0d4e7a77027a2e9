/** Arguments for the queries that placeholders cannot show: those that spread an object, or that choose by what they get. */
export const examples: Readonly<Record<string, readonly unknown[]>> = {
  'accounts.anonymise': [{ id: ':id' }],
  'accounts.profile': [{ id: ':id' }, { usernameKey: ':usernameKey' }],
  'device-sessions.byCredential': [{ id: ':id' }, { tokenHash: ':tokenHash' }],
  'jobs-admin.list': [{ filter: { text: ':text' }, before: ':before', most: ':most' }],
  'jobs-admin.matching': [{ filter: { text: ':text' }, most: ':most' }],
  'jobs.insert': [
    {
      job: {
        kind: ':kind',
        version: ':version',
        priority: ':priority',
        maxAttempts: ':maxAttempts',
        wait: null,
      },
      payload: ':payload',
      limitKey: ':limitKey',
      tells: ':tells',
    },
  ],
  'accounts.insert': [
    {
      username: ':username',
      usernameKey: ':usernameKey',
      email: ':email',
      emailKey: ':emailKey',
      passwordHash: ':passwordHash',
    },
  ],
}
