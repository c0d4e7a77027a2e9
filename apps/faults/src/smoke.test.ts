import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from './cases/measure.ts'
import { smoke } from './cases/smoke.ts'
import { createHistory, type Entry } from './load/history.ts'
import { judge } from './load/judge/judge.ts'
import { type Load, startLoad } from './load/load.ts'
import { createRandom } from './random.ts'
import { kill } from './stage/processes.ts'
import { openStage, type Stage } from './stage/stage.ts'

// The product is used, broken, judged, and then lied about: whoever finds nothing has to be asked whether they can see.
let stage: Stage
let load: Load
beforeAll(async () => {
  const random = createRandom(1)
  stage = await openStage()
  load = await startLoad(stage, random)
  await load.more(30)
  await smoke.act({ stage, load, random })
  await until('each has done something', 60_000, () =>
    ['device.revoke', 'account.refresh', 'device.startSession'].every((act) => ok(act)),
  )
  // One verdict is taken away below, and one of another submission is doubled.
  await until('two submissions were approved', 60_000, () => approvedSubmissions().size > 1)
  await load.stop()
}, 150_000)
afterAll(async () => {
  await load.close()
  await stage.close()
})

const ok = (act: string, at = 0) =>
  load.history.entries.filter((entry) => entry.act === act && entry.outcome === 'ok').at(at)

const approvedSubmissions = () =>
  new Set(
    load.history.entries
      .filter(({ act, outcome }) => act === 'submission.approve' && outcome === 'ok')
      .map(({ key }) => key),
  )

/** The last that was acknowledged of this act. */
function last(act: string): Entry {
  const found = ok(act, -1)
  if (found === undefined) throw new Error(`nobody was told yes to ${act}`)
  return found
}

test('a web and the worker are killed, Redis and PostgreSQL restarted: nothing is lost, doubled or out of order', async () => {
  expect(await judge(stage, load)).toEqual([])
  const counts = load.history.counts()
  console.log('smoke of faults', { faults: smoke.faults, ...counts })
  expect(counts.ok).toBeGreaterThan(100)
}, 60_000)

test('each lie about what happened is told by the judge', async () => {
  const now = performance.now()
  const entry = {
    who: 'liar',
    key: randomUUID(),
    status: 200,
    outcome: 'ok',
    sentAt: now,
    answeredAt: now,
  } as const
  const revoked = last('device.revoke')
  const refreshed = last('account.refresh')
  const denied = new Set([last('message.send').key, last('run.start').key, last('account.register').key])
  const history = createHistory()
  for (const each of load.history.entries)
    history.add(denied.has(each.key) ? { ...each, outcome: 'refused', status: 409 } : each)
  const lies: readonly Entry[] = [
    { ...entry, act: 'challenge.list', status: 500, outcome: 'unknown' },
    { ...entry, act: 'challenge.list', status: 405, outcome: 'refused' },
    { ...entry, act: 'run.arm' },
    { ...entry, act: 'run.split' },
    { ...entry, act: 'submission.create' },
    { ...entry, act: 'account.register' },
    { ...entry, act: 'submission.approve' },
    { ...entry, act: 'account.me', key: revoked.key, sentAt: revoked.answeredAt + 1_500 },
    { ...entry, act: 'account.refresh', key: refreshed.key, told: { next: 'another' } },
    ...Array.from({ length: 31 }, (_, n) => ({
      ...entry,
      key: `many ${n}`,
      act: 'message.send',
      told: { seq: 1 },
    })),
    { ...entry, act: 'device.startSession' },
  ]
  for (const lie of lies) history.add(lie)
  const watchers = load.watchers.map((watcher, which) => ({ ...watcher, seqs: mistold(watcher.seqs, which) }))
  const told = (await judge({ ...stage, errors: ['a fault'] }, { history, watchers })).join('\n')
  for (const expected of [
    'was answered 500',
    'was answered 405',
    'logged: a fault',
    `run.arm ${entry.key} was acknowledged and did not happen`,
    `run.split ${entry.key} was acknowledged and did not happen`,
    `submission.create ${entry.key} was acknowledged and did not happen`,
    `${entry.key} registered and is not there`,
    `the verdict of liar on ${entry.key} was acknowledged and is not there`,
    `session ${revoked.key} opened something after its end`,
    'a refresh token has 2 successors',
    'liar sent more than 30 messages',
    'message 1 was acknowledged and is not there',
    'codes were promised',
    'watcher 0 was given',
    'watcher 1 was given',
    'watcher 2 was given',
    `message ${last('message.send').key} was refused and is there`,
    `run.start or run.split ${last('run.start').key} was refused and happened`,
    `${last('account.register').key} was refused and is there`,
  ])
    expect(told).toContain(expected)
  expect(told).not.toContain('watcher 3')
})

/** The first missed one, the second was given one twice, the third got two in the wrong order; the fourth got all. */
function mistold(seqs: readonly number[], which: number): number[] {
  if (which === 0) return seqs.toSpliced(3, 1)
  if (which === 1) return seqs.toSpliced(3, 0, seqs[3] ?? 0)
  return which === 2 ? seqs.with(3, seqs[4] ?? 0).with(4, seqs[3] ?? 0) : [...seqs]
}

test('whatever is lost, doubled or bent in the database is told by the judge', async () => {
  await Promise.all(stage.workers.map(kill))
  const { rows } = stage.database
  const lobby = await rows<{ id: string }>`select id from room where slug = 'lobby'`
  const room = lobby[0]?.id ?? ''
  const split = last('run.split')
  const revoked = last('device.revoke')
  const approved = last('submission.approve')
  await rows`delete from message where room_id = ${room} and seq in (4, 6)`
  await rows`drop index message_once`
  await rows`
    insert into message (room_id, seq, kind, author_id, client_key, body, created_at)
    select room_id, 4, kind, author_id, client_key, body, created_at from message where room_id = ${room} and seq = 2`
  await rows`alter table run_event disable trigger user`
  await rows`delete from run_event where key = ${split.key}`
  await rows`drop index verdict_once_per_round`
  const [first] = await rows<{ submission: string }>`
    insert into verdict (submission_id, runner_id, verifier_id, kind, revision, round)
    select submission_id, runner_id, verifier_id, kind, revision, round from verdict
    where submission_id <> ${approved.key} limit 1 returning submission_id as submission`
  await rows`alter table verdict disable trigger user`
  await rows`delete from verdict where submission_id = ${approved.key}`
  await rows`update submission set state = 'APPROVED', decided_at = now() where id = ${approved.key}`
  await rows`alter table board_entry disable trigger user`
  await rows`update board_entry set time_ms = time_ms + 1`
  await rows`
    update device_session set state = 'active', ended_at = null, ended_by = null where id = ${revoked.key}`
  await rows`
    update job_history set state = 'dead', fingerprint = 'bent' where kind = 'account.registered'`
  await rows`insert into job (kind, payload, max_attempts) values ('mail', '{}', 8)`
  const [, ...taken] = stage.smtp.taken
  const bent = { ...stage, smtp: { ...stage.smtp, taken } }
  const told = (await judge(bent, load, { quietWithinMs: 0 })).join('\n')
  for (const expected of [
    'is there 2 times',
    'was acknowledged and is not there',
    'stands in place',
    `run.split ${split.key} was acknowledged and did not happen`,
    `the verdict of ${approved.who} on ${approved.key} was acknowledged and is not there`,
    `${approved.key} is approved by nobody`,
    `${first?.submission} was judged twice by one`,
    'its runner was not told once',
    'a board says something else than its recount',
    `session ${revoked.key} was ended and is not`,
    'jobs are dead',
    '1 jobs have come to no end',
    'were taken',
  ])
    expect(told).toContain(expected)
})
