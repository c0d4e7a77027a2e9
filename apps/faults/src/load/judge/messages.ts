import { setTimeout as sleep } from 'node:timers/promises'
import { chatLimit, type Stage } from '../../stage/stage.ts'
import { room } from '../actors.ts'
import type { Entry } from '../history.ts'
import type { Judged } from '../load.ts'

/** What was said is there, once, numbered without a gap, and every watcher was given each of it once and in order. */
export async function messages(
  { database }: Stage,
  { history, watchers }: Judged,
): Promise<readonly string[]> {
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

/** No stretch of time in which more were accepted, from being sent to being answered, than the limit lets through. */
export function limits(entries: readonly Entry[]): readonly string[] {
  const accepted = entries.filter(({ act, outcome }) => act === 'message.send' && outcome === 'ok')
  // The same message sent again counts once.
  const once = new Map(accepted.toReversed().map((entry) => [entry.key, entry]))
  const whose = Map.groupBy(once.values(), ({ who }) => who)
  return [...whose].flatMap(([who, sent]) => {
    const tooMany = sent.some(
      ({ sentAt }) =>
        sent.filter((other) => other.sentAt >= sentAt && other.answeredAt <= sentAt + chatLimit.perMs)
          .length > chatLimit.points,
    )
    return tooMany ? [`${who} sent more than ${chatLimit.points} messages in ${chatLimit.perMs} ms`] : []
  })
}
