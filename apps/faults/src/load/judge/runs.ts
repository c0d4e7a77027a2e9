import { rebuildBoard } from '@shiplap/db/rebuild-board'
import type { Stage } from '../../stage/stage.ts'
import { type Entry, refusedOnly } from '../history.ts'

/** What runners did and were told of has happened, once; what they were refused has not. */
export async function runs({ database }: Stage, entries: readonly Entry[]): Promise<readonly string[]> {
  const events = await database.rows<{ key: string }>`select key from run_event where key is not null`
  const armed = await database.rows<{ key: string }>`select arm_key as key from run`
  const submitted = await database.rows<{ key: string }>`select run_id as key from submission`
  return [
    ...kept(entries, ['run.arm'], armed),
    ...kept(entries, ['run.start', 'run.split'], events),
    ...kept(entries, ['submission.create'], submitted),
  ]
}

/** Holds what was answered to these acts against the keys of what is there. */
function kept(
  entries: readonly Entry[],
  acts: readonly string[],
  rows: readonly { readonly key: string }[],
): readonly string[] {
  const asked = entries.filter(({ act }) => acts.includes(act))
  const times = Map.groupBy(rows, ({ key }) => key)
  const what = acts.join(' or ')
  return [
    ...asked
      .filter(({ outcome, key }) => outcome === 'ok' && !times.has(key))
      .map(({ act, key }) => `${act} ${key} was acknowledged and did not happen`),
    ...refusedOnly(asked)
      .filter((key) => times.has(key))
      .map((key) => `${what} ${key} was refused and happened`),
    ...[...times].flatMap(([key, all]) =>
      all.length === 1 ? [] : [`${what} ${key} happened ${all.length} times`],
    ),
  ]
}

/** Each verifier judges a submission once a round, each verdict that was acknowledged is there, and none is approved by nobody. */
export async function verdicts({ database }: Stage, entries: readonly Entry[]): Promise<readonly string[]> {
  const twice = await database.rows<{ id: string }>`
    select submission_id as id from verdict group by submission_id, round, verifier_id having count(*) > 1`
  const wrong = await database.rows<{ id: string }>`
    select id from submission where state = 'APPROVED' and not exists (select from verdict where submission_id = submission.id and kind = 'approve')`
  const given = await database.rows<{ key: string; who: string }>`
    select submission_id as key, username as who from verdict join account on account.id = verifier_id`
  const lost = entries.filter(
    ({ act, outcome, key, who }) =>
      act === 'submission.approve' &&
      outcome === 'ok' &&
      !given.some((verdict) => verdict.key === key && verdict.who === who),
  )
  return [
    ...lost.map(({ who, key }) => `the verdict of ${who} on ${key} was acknowledged and is not there`),
    ...twice.map(({ id }) => `${id} was judged twice by one`),
    ...wrong.map(({ id }) => `${id} is approved by nobody`),
  ]
}

/** A board says what counting it anew says. */
export async function boards({ database }: Stage): Promise<readonly string[]> {
  const read = () => database.rows`select * from board_entry order by board_id, lens, run_id`
  const before = JSON.stringify(await read())
  const ids = await database.rows<{ id: string }>`select distinct board_id as id from board_entry`
  for (const { id } of ids)
    await rebuildBoard(database.db, { boardId: id, signal: new AbortController().signal })
  return JSON.stringify(await read()) === before ? [] : ['a board says something else than its recount']
}
