import type { Line, Statement } from '../line.ts'

/** A waiting job without a limit key. */
export type Keyless = {
  readonly kind: string
  readonly priority: number
  readonly id: number
  readonly version: number
  readonly payload: unknown
}

const findStatement: Statement = {
  name: 'job_keyless',
  text: `
    select job.kind, priority, id, job.version, payload
    from unnest($1::text[], $2::smallint[]) as known (kind, version) join job on job.kind = known.kind
    where limit_key is null and lock_token is null and job.version <= known.version limit $3`,
}

/** Waiting jobs of these kinds that no limit counts, of versions that are known. */
export function find(
  line: Line,
  {
    kinds,
    versions,
    most,
  }: { readonly kinds: readonly string[]; readonly versions: readonly number[]; readonly most: number },
): Promise<readonly Keyless[]> {
  return line.query(findStatement, [kinds, versions, most])
}

const giveStatement: Statement = {
  name: 'job_give_key',
  text: `
    update job set limit_key = given."limitKey"
    from json_to_recordset($1) as given (kind text, priority smallint, id bigint, "limitKey" text)
    where job.kind = given.kind and job.priority = given.priority and job.id = given.id
      and job.limit_key is null and job.lock_token is null`,
}

/** Lets a limit count these jobs by their keys from now on. */
export async function give(
  line: Line,
  {
    jobs,
  }: {
    readonly jobs: readonly (Pick<Keyless, 'kind' | 'priority' | 'id'> & { readonly limitKey: string })[]
  },
): Promise<void> {
  const given = jobs.map(({ kind, priority, id, limitKey }) => ({ kind, priority, id, limitKey }))
  await line.query(giveStatement, [JSON.stringify(given)])
}
