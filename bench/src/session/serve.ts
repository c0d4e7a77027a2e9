// The server process of one contender: it listens, signs somebody in, and tells what it has cost whenever it is asked.
import type { Place } from '../frame/servers.ts'

// Each is loaded alone: nobody pays for another's memory.
const servers = {
  shiplap: async () => (await import('./servers/shiplap.ts')).startShiplap,
  nest: async () => (await import('./servers/nest.ts')).startNest,
  betterAuth: async () => (await import('./servers/better-auth.ts')).startBetterAuth,
  betterAuthRedis: async () => (await import('./servers/better-auth.ts')).startBetterAuthRedis,
  next: async () => (await import('./servers/next.ts')).startNext,
  limit: async () => (await import('./servers/limit.ts')).startLimit,
}
const [, , name = '', port = '0', place = '{}'] = process.argv
const start = await servers[name as keyof typeof servers]()
const { server, signIn } = await start(JSON.parse(place) as Place, Number(port))
await new Promise<void>((resolve) => server.listen(Number(port), '127.0.0.1', resolve))
process.send?.(await signIn(`http://127.0.0.1:${port}`))
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMs: (user + system) / 1_000, memoryMb: process.memoryUsage.rss() / 1_000_000 })
})
process.on('disconnect', () => process.exit(0))
