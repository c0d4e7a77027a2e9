import { kill } from '../stage/processes.ts'
import { type FaultCase, see } from './case.ts'

/** The four faults that every change is tried with: short, for the whole matrix takes a quarter of an hour. */
export const smoke: FaultCase = {
  name: 'smoke',
  must: 'a web and the worker are killed, Redis and PostgreSQL restarted, and nothing is lost or doubled',
  faults: 4,
  async act({ stage, load }) {
    const [web] = stage.webs
    const [worker] = stage.workers
    see(web !== undefined && worker !== undefined, 'a web and a worker run')
    await kill(web)
    await load.more(10)
    await stage.startWeb(0)
    await kill(worker)
    await load.more(10)
    await stage.startWorker(0)
    await stage.redis.server.stop()
    await load.more(10)
    await stage.redis.start()
    await stage.postgres.server.stop()
    await stage.postgres.start()
    await load.more(10)
    return {}
  },
}
