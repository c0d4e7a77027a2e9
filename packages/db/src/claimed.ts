/** A job as a claim brings it: `at` is where its row lies, `isKeyed` that it holds a unique key or counts against a limit key. */
export type Claimed = readonly [
  at: string,
  id: number,
  kind: string,
  priority: number,
  version: number,
  attempt: number,
  maxAttempts: number,
  isKeyed: boolean,
  payload: unknown,
]

/**
 * The part of a claim that answers with what was `claimed`: one text of JSON, which is the fastest to read (and `concat` the
 * fastest to write: the functions of JSON look up each type for each value). What many have in common is written once.
 */
export const asOneText = `(
      select string_agg(concat('["', kind, '",', priority, ',', version, ',', max_attempts, ',', is_keyed, ',', jobs, ']'), ',')
      from (
        select kind, priority, version, max_attempts,
          case when unique_key is null and limit_key is null then 'false' else 'true' end as is_keyed,
          string_agg(concat('"', ctid, '",', id, ',', attempt, ',', payload), ',') as jobs
        from claimed group by 1, 2, 3, 4, 5
      ) as alike
    ) as batch`

type Alike = readonly [
  kind: string,
  priority: number,
  version: number,
  maxAttempts: number,
  isKeyed: boolean,
  ...jobs: unknown[],
]

/** Reads what `asOneText` wrote, by priority and then by id. */
export function readBatch(batch: string | null | undefined): readonly Claimed[] {
  const claimed: Claimed[] = []
  // `asOneText` makes it: the place, id, attempt and payload of each job, one after the other.
  for (const alike of JSON.parse(`[${batch ?? ''}]`) as Alike[]) {
    const [kind, priority, version, maxAttempts, isKeyed] = alike
    for (let at = 5; at < alike.length; at += 4)
      claimed.push([
        alike[at] as string,
        alike[at + 1] as number,
        kind,
        priority,
        version,
        alike[at + 2] as number,
        maxAttempts,
        isKeyed,
        alike[at + 3],
      ])
  }
  return claimed.sort((one, other) => one[3] - other[3] || one[1] - other[1])
}
