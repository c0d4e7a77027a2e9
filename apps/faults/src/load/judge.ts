import { setTimeout as sleep } from 'node:timers/promises'
import { rebuildBoard } from '@shiplap/db/rebuild-board'
import { chatLimit, type Stage } from '../stage/stage.ts'
import { room } from './actors.ts'
import type { Entry } from './history.ts'
import type { Load } from './load.ts'

/** How long after its end a session may at most still open something. */
const revocationBoundMs = 1_000

/** Everything in the history and the database that must not be; empty when all is well. Call it once all is quiet. */
export async function judge(stage: Stage, load: Load): Promise<readonly string[]> {
  await untilQuiet(stage)
  const { entries } = load.history
  return [
    ...bugs(entries),
    ...stage.errors.slice(0, 5).map((line) => `logged: ${line.slice(0, 600)}`),
    ...(await messages(stage, load)),
    ...(await runs(stage, entries)),
    ...(await accounts(stage, entries)),
    ...sessions(entries),
    ...families(entries),
    ...limits(entries),
    ...(await jobs(stage, entries)),
    ...(await verdicts(stage)),
    ...(await boards(stage)),
  ]
}

/** Waits until no job waits or runs that could. Those of the future may wait on. */
async function untilQuiet({ database }: Stage): Promise<void> {
  const giveUpAt = performance.now() + 30_000
  for (;;) {
    const [left] = await database.rows<{ open: number }>`
      select (select count(*) from job) + (select count(*) from job_scheduled where attempt > 0) as open`
    if (left?.open === 0 || performance.now() > giveUpAt) return
    await sleep(100)
  }
}

const bugs = (entries: readonly Entry[]) =>
  entries
    // 405 is a bug as well: of the load, which asks what nobody can be asked so.
    .filter(({ status }) => (status >= 500 && status !== 503) || status === 405)
    .map(({ act, who, status }) => `${act} by ${who} was answered ${status}`)

async function messages({ database }: Stage, { history, watchers }: Load): Promise<readonly string[]> {
  const rows = await database.rows<{ seq: number; key: string }>`
    select seq, client_key as key from message join room on room.id = room_id where slug = ${room} order by seq`
  const last = rows.at(-1)?.seq ?? 0
  const giveUpAt = performance.now() + 10_000
  while (watchers.some(({ seqs }) => (seqs.at(-1) ?? 0) < last) && performance.now() < giveUpAt)
    await sleep(50)
  const sent = history.entries.filter(({ act }) => act === 'message.send')
  const bySeq = new Map(rows.map(({ seq, key }) => [seq, key]))
  const stored = new Map<string, number>()
  for (const { key } of rows) stored.set(key, (stored.get(key) ?? 0) + 1)
  const yes = sent.filter(({ outcome }) => outcome === 'ok')
  const accepted = new Set(yes.map(({ key }) => key))
  const refused = sent.filter(
    ({ outcome, key }) => outcome === 'refused' && !accepted.has(key) && stored.has(key),
  )
  return [
    ...rows.flatMap(({ seq }, at) => (seq === at + 1 ? [] : [`message ${seq} stands in place ${at + 1}`])),
    ...yes.flatMap(({ key, told }) =>
      bySeq.get(Number(told?.seq)) === key ? [] : [`message ${told?.seq} was acknowledged and is not there`],
    ),
    ...[...stored].flatMap(([key, times]) => (times === 1 ? [] : [`message ${key} is there ${times} times`])),
    // Its last answer was a no; an earlier one of the same key may have been lost after its yes.
    ...refused.flatMap(({ key }) =>
      sent.some((other) => other.key === key && other.outcome === 'unknown')
        ? []
        : [`message ${key} was refused and is there`],
    ),
    ...watchers.flatMap(({ seqs }, which) =>
      seqs.length === rows.length && seqs.every((seq, at) => seq === at + 1)
        ? []
        : [`watcher ${which} was given ${seqs.length} of ${rows.length}, or out of order`],
    ),
  ]
}

async function runs({ database }: Stage, entries: readonly Entry[]): Promise<readonly string[]> {
  const rows = await database.rows<{ key: string }>`select key from run_event where key is not null`
  const kept = new Set(rows.map(({ key }) => key))
  const acted = entries.filter(
    ({ act, outcome }) => (act === 'run.start' || act === 'run.split') && outcome === 'ok',
  )
  const submitted = await database.rows<{ id: string }>`select run_id as id from submission`
  const sent = entries.filter(({ act, outcome }) => act === 'submission.create' && outcome === 'ok')
  return [
    ...acted.flatMap(({ act, key }) =>
      kept.has(key) ? [] : [`${act} ${key} was acknowledged and did not happen`],
    ),
    ...sent.flatMap(({ key }) =>
      submitted.some(({ id }) => id === key)
        ? []
        : [`the submission of ${key} was acknowledged and is not there`],
    ),
  ]
}

async function accounts({ database }: Stage, entries: readonly Entry[]): Promise<readonly string[]> {
  const rows = await database.rows<{ name: string }>`select username as name from account`
  const there = new Set(rows.map(({ name }) => name))
  return entries
    .filter(({ act, outcome, key }) => act === 'account.register' && outcome === 'ok' && !there.has(key))
    .map(({ key }) => `${key} registered and is not there`)
}

function sessions(entries: readonly Entry[]): readonly string[] {
  const revoked = new Map(
    entries
      .filter(({ act, outcome }) => act === 'device.revoke' && outcome === 'ok')
      .map(({ key, answeredAt }) => [key, answeredAt]),
  )
  return entries
    .filter(
      ({ act, outcome, key, sentAt }) =>
        act === 'account.me' &&
        outcome === 'ok' &&
        sentAt > (revoked.get(key) ?? Number.POSITIVE_INFINITY) + revocationBoundMs,
    )
    .map(({ key }) => `session ${key} opened something after its end`)
}

/** One refresh token has one successor, however often it was asked for. */
function families(entries: readonly Entry[]): readonly string[] {
  const children = new Map<string, Set<unknown>>()
  for (const { act, outcome, key, told } of entries)
    if (act === 'account.refresh' && outcome === 'ok')
      children.set(key, (children.get(key) ?? new Set()).add(told?.next))
  return [...children.values()].flatMap((next) =>
    next.size === 1 ? [] : [`a refresh token has ${next.size} successors`],
  )
}

/** No stretch of time in which more were accepted, from being sent to being answered, than the limit lets through. */
function limits(entries: readonly Entry[]): readonly string[] {
  const whose = Map.groupBy(
    entries.filter(({ act, outcome }) => act === 'message.send' && outcome === 'ok'),
    ({ who }) => who,
  )
  return [...whose].flatMap(([who, sent]) => {
    const tooMany = sent.some(
      ({ sentAt }) =>
        sent.filter((other) => other.sentAt >= sentAt && other.answeredAt <= sentAt + chatLimit.perMs)
          .length > chatLimit.points,
    )
    return tooMany ? [`${who} sent more than ${chatLimit.points} messages in ${chatLimit.perMs} ms`] : []
  })
}

async function jobs({ database, smtp }: Stage, entries: readonly Entry[]): Promise<readonly string[]> {
  const [counts] = await database.rows<{ open: number; dead: number; mails: number }>`
    select (select count(*) from job) + (select count(*) from job_scheduled where attempt > 0) as open,
      (select count(*) from job_history where state = 'dead') as dead,
      (select count(*) from job_history where kind = 'mail' and state = 'done') as mails`
  const asked = entries.filter(({ act, outcome }) => act === 'device.startSession' && outcome === 'ok').length
  const { open = 0, dead = 0, mails = 0 } = counts ?? {}
  return [
    ...(open === 0 ? [] : [`${open} jobs have come to no end`]),
    ...(dead === 0 ? [] : [`${dead} jobs are dead`]),
    ...(mails >= asked ? [] : [`${asked} codes were promised and ${mails} mails sent`]),
    ...(new Set(smtp.taken).size === mails
      ? []
      : [`${mails} mails are done and ${new Set(smtp.taken).size} were taken`]),
  ]
}

async function verdicts({ database }: Stage): Promise<readonly string[]> {
  const twice = await database.rows<{ id: string }>`
    select submission_id as id from verdict group by submission_id, round, verifier_id having count(*) > 1`
  const wrong = await database.rows<{ id: string }>`
    select id from submission where state = 'APPROVED' and not exists (select from verdict where submission_id = submission.id and kind = 'approve')`
  return [
    ...twice.map(({ id }) => `${id} was judged twice by one`),
    ...wrong.map(({ id }) => `${id} is approved by nobody`),
  ]
}

/** A board says what counting it anew says. */
async function boards({ database }: Stage): Promise<readonly string[]> {
  const read = () => database.rows`select * from board_entry order by board_id, lens, run_id`
  const before = JSON.stringify(await read())
  const ids = await database.rows<{ id: string }>`select distinct board_id as id from board_entry`
  for (const { id } of ids)
    await rebuildBoard(database.db, { boardId: id, signal: new AbortController().signal })
  return JSON.stringify(await read()) === before ? [] : ['a board says something else than its recount']
}
