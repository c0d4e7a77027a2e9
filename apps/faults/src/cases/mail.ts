import { setTimeout as sleep } from 'node:timers/promises'
import { type FaultCase, type Scene, see } from './case.ts'
import { until } from './measure.ts'

const trouble = (name: string, what: string, begin: (scene: Scene) => void): FaultCase => ({
  name,
  must: `${what}: the jobs try again with longer pauses, a new code can be asked for, and every mail goes out once it works`,
  faults: 1,
  async act(scene) {
    const { stage, load } = scene
    begin(scene)
    await sleep(4_000)
    const waiting = await stage.database.rows<{
      attempt: number
    }>`select attempt from job_scheduled where attempt > 0 and kind = 'mail'`
    const asked = load.history.entries.filter(
      ({ act, outcome }) => act === 'device.startSession' && outcome === 'ok',
    ).length
    see(asked > 0, 'codes can be asked for')
    stage.smtp.set('take')
    const healedMs = await until('the mails go out', 30_000, async () => {
      const [left] = await stage.database.rows<{
        open: number
      }>`select count(*) as open from job_scheduled where attempt > 0 and kind = 'mail'`
      return left?.open === 0
    })
    await load.more(20)
    return { asked, retrying: waiting.length, healedMs }
  },
})

export const mailCases: readonly FaultCase[] = [
  trouble('mail-away', 'the mail server is away', ({ stage }) => stage.smtp.set('away')),
  trouble('mail-refused', 'the mail server refuses for now', ({ stage }) => stage.smtp.set('refuse')),
  trouble('mail-slow', 'the mail server takes two seconds', ({ stage }) => stage.smtp.set('take', 2_000)),
]
