import type { Stage } from '../../stage/stage.ts'
import type { Entry } from '../history.ts'

/** Every job has come to its end, and what each had to do was done once: mails went out, people were told. */
export async function jobs({ database, smtp }: Stage, entries: readonly Entry[]): Promise<readonly string[]> {
  const [counts] = await database.rows<{ open: number; dead: number; mails: number }>`
    select (select count(*) from job) + (select count(*) from job_scheduled where attempt > 0) as open,
      (select count(*) from job_history where state = 'dead') as dead,
      (select count(*) from job_history where kind = 'mail' and state = 'done') as mails`
  const untold = await database.rows<{ cause: string }>`
    select cause from (
      select 'verdict:' || id as cause from verdict
      union all select 'run.finished:' || id from run where state = 'finished'
    ) due
    where (select count(*) from notice where starts_with(notice.cause, due.cause)) <> 1`
  // By address: as many mails as promises say little, since some go to people who got no answer.
  const asked = entries.filter(({ act, outcome }) => act === 'device.startSession' && outcome === 'ok')
  const sent = await database.rows<{ to: string }>`
    select payload ->> 'to' as to from job_history where kind = 'mail' and state = 'done'`
  const addresses = new Set(sent.map(({ to }) => to))
  const forgotten = asked.filter(({ key }) => !addresses.has(key)).length
  const { open = 0, dead = 0, mails = 0 } = counts ?? {}
  return [
    ...(open === 0 ? [] : [`${open} jobs have come to no end`]),
    ...(dead === 0 ? [] : [`${dead} jobs are dead`]),
    ...(forgotten === 0 ? [] : [`${asked.length} codes were promised and ${forgotten} of them not sent`]),
    ...(new Set(smtp.taken).size === mails
      ? []
      : [`${mails} mails are done and ${new Set(smtp.taken).size} were taken`]),
    ...untold.map(({ cause }) => `of ${cause} its runner was not told once`),
  ]
}
