import type { ContenderName } from './contenders.ts'
import { drain, fill, inFreshPlace } from './measure.ts'
import { startServers } from './servers.ts'

const servers = await startServers()
const names = (process.argv[2] ?? 'shiplap').split(',') as ContenderName[]
const jobs = Number(process.argv[3] ?? 50000),
  processes = Number(process.argv[4] ?? 1),
  concurrency = Number(process.argv[5] ?? 10),
  jobMs = Number(process.argv[6] ?? 0)
for (let i = 0; i < 3; i++)
  for (const name of names)
    console.log(
      name,
      await inFreshPlace(servers, name, async (place, producer) => {
        const before = performance.now()
        await fill(producer, jobs)
        console.log('fill', Math.round((jobs / (performance.now() - before)) * 1000))
        return drain(servers, name, place, producer, { jobs, processes, concurrency, jobMs })
      }),
    )
await servers.stop()
