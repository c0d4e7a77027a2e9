import { setTimeout as sleep } from 'node:timers/promises'
import { password } from '../load/actors.ts'
import { kill, terminate } from '../stage/processes.ts'
import { type FaultCase, see } from './case.ts'
import { begunBy, hasEnded, histories, holder } from './held-mails.ts'
import { until } from './measure.ts'

export const workerCases: readonly FaultCase[] = [
  {
    name: 'kill-worker',
    must: 'its jobs run again elsewhere within 30 s, each effect once',
    faults: 3,
    stage: () => ({ workers: 2 }),
    async act({ stage, load }) {
      const tookMs: number[] = []
      for (let time = 0; time < 3; time++) {
        stage.smtp.set('take', 1_000)
        await stage.smtp.begun()
        const { which, ids } = await holder(stage)
        const victim = stage.workers[which]
        see(victim !== undefined && ids.length > 0, 'a worker is in the middle of a job')
        await kill(victim)
        stage.smtp.set('take')
        tookMs.push(
          await until('the jobs that ran have ended', 30_000, async () => ids.every(await hasEnded(stage))),
        )
        await stage.startWorker(which)
        await load.more(20)
      }
      return { kills: 3, slowestMs: Math.max(...tookMs) }
    },
  },
  {
    name: 'freeze-worker',
    must: 'past its lease another begins its jobs again, and what it completes after it thaws touches no row',
    faults: 1,
    stage: () => ({ workers: 2 }),
    async act({ stage, load }) {
      stage.smtp.set('take', 1_500)
      await stage.smtp.begun()
      const { which, ids } = await holder(stage)
      const frozen = stage.workers[which]
      see(frozen !== undefined && ids.length > 0, 'a worker is in the middle of a job')
      frozen.child.kill('SIGSTOP')
      stage.smtp.set('take', 5_000)
      const others = stage.workers.filter((worker) => worker !== frozen)
      const tookMs = await until('another worker has begun the jobs again', 40_000, async () => {
        const begun = await Promise.all(others.map(({ pid }) => begunBy(stage, pid)))
        return ids.every((id) => begun.flat().includes(id))
      })
      // It has its answer from the mail server, and completes what is another's by now.
      frozen.child.kill('SIGCONT')
      await sleep(2_000)
      see(!ids.some(await hasEnded(stage)), 'the thawed worker completes no job that another has begun')
      stage.smtp.set('take')
      await until('the other has ended them', 20_000, async () => ids.every(await hasEnded(stage)))
      const ended = await histories(stage, ids)
      see(
        ended.every(({ state, attempt }) => state === 'done' && attempt === 2),
        'the jobs are done by their second attempt',
      )
      await load.more(40)
      see(
        JSON.stringify(await histories(stage, ids)) === JSON.stringify(ended),
        'the thawed worker changes no job that has ended',
      )
      return { jobs: ids.length, tookMs }
    },
  },
  {
    name: 'term-worker',
    must: 'it claims nothing new, finishes or hands back without using up an attempt, and leaves with 0',
    faults: 1,
    async act({ stage, load }) {
      stage.smtp.set('take', 20_000)
      await stage.smtp.begun()
      const [leaver] = stage.workers
      see(leaver !== undefined, 'a worker runs')
      const { code, ms } = await terminate(leaver)
      see(code === 0, `it leaves with 0, not ${code}`)
      const left = await stage.database.rows<{ attempt: number; held: boolean }>`
        select attempt, lock_token is not null as held from job`
      see(left.length > 0, 'the long job was handed back')
      see(
        left.every(({ attempt, held }) => attempt === 0 && !held),
        'no attempt is used up',
      )
      stage.smtp.set('take')
      await stage.startWorker(0)
      await load.more(20)
      return { leftMs: ms, handedBack: left.length }
    },
  },
  {
    name: 'job-that-kills',
    must: 'a job whose every worker dies is dead after its last attempt, the queue moves on, and an operator can try it again',
    faults: 3,
    async act({ stage, load }) {
      // One mail is made the poison: whoever begins it is killed.
      stage.smtp.set('take', 2_000)
      await stage.smtp.begun()
      const [id] = (await holder(stage)).ids
      see(id !== undefined, 'a job runs')
      stage.smtp.hold(`job-${id}@`)
      stage.smtp.set('take')
      await stage.database.rows`update job set max_attempts = 3 where id = ${id}`
      let kills = 0
      for (; kills < 3; kills++) {
        const [worker] = stage.workers
        see(worker !== undefined, 'a worker runs')
        await until('this worker has begun it', 20_000, async () =>
          (await begunBy(stage, worker.pid)).includes(id),
        )
        await kill(worker)
        await stage.startWorker(0)
      }
      await until('it is dead', 20_000, async () => (await histories(stage, [id]))[0]?.state === 'dead')
      await load.more(40)
      stage.smtp.hold(null)
      // An operator who has mended the cause tries it again.
      const operator = load.open('operator')
      await operator.ask({
        act: 'account.register',
        key: 'operator',
        input: { username: 'operator', password },
      })
      await stage.database.rows`update account set role = 'admin' where username = 'operator'`
      await until(
        'the operator is one',
        3_000,
        async () => (await operator.ask({ act: 'job.retry', input: { ids: [id] } })).outcome === 'ok',
      )
      await until('it is done', 20_000, async () =>
        (await histories(stage, [id])).some(({ state }) => state === 'done'),
      )
      return { kills }
    },
  },
  {
    name: 'jobs-waiting',
    must: 'of 10,000 waiting jobs workers that come take fair shares, and the api stays quick',
    faults: 1,
    stage: () => ({ workers: 0 }),
    async act({ stage }) {
      await stage.database.rows`
        insert into job (kind, payload, max_attempts) select 'run.expire', json_build_object('runId', uuidv7()), 8
        from generate_series(1, 10000)`
      const since = performance.now()
      // Past the line, which is one process and would be what is measured.
      const direct = { DATABASE_URL: stage.database.url }
      await Promise.all([0, 1, 2, 3].map((which) => stage.startWorker(which, direct)))
      const times: number[] = []
      await until('all have ended', 40_000, async () => {
        const asked = performance.now()
        await fetch(`${stage.origins[0]}/api/trpc/challenge.list`)
        times.push(performance.now() - asked)
        const [left] = await stage.database.rows<{
          open: number
        }>`select count(*) as open from job where kind = 'run.expire'`
        return left?.open === 0
      })
      const shares = await stage.database.rows<{ share: number }>`
        select count(*) as share from job_history where kind = 'run.expire' group by worker_id`
      const medianMs = Math.round(times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0)
      see(shares.length >= 2, 'more than one worker took part')
      see(medianMs < 250, `the api stays quick, not ${medianMs} ms`)
      return {
        jobs: 10_000,
        workers: shares.length,
        drainedMs: Math.round(performance.now() - since),
        apiMedianMs: medianMs,
      }
    },
  },
]
