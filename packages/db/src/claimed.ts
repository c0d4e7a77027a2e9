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
 * The part of a claim that answers with what was claimed: one text of JSON, which is the fastest to read (and `concat` the
 * fastest to write: the functions of JSON look up each type for each value).
 */
export const asOneText = `string_agg(concat('["', ctid, '",', id, ',"', kind, '",', priority, ',', version, ',', attempt, ',', max_attempts,
      ',', case when unique_key is null and limit_key is null then 'false' else 'true' end, ',', payload, ']'), ',') as batch`

/** Reads what `asOneText` wrote, by priority and then by id. */
export function readBatch(batch: string | null | undefined): readonly Claimed[] {
  const claimed = JSON.parse(`[${batch ?? ''}]`) as Claimed[] // `asOneText` makes it
  return claimed.sort((one, other) => one[3] - other[3] || one[1] - other[1])
}
