import type { Redis } from './connect.ts'

/** Who is in a room at present, as every process tells of its own people. What a process stops telling goes by itself. */
export type Here = {
  /** Says that this process has these people in the room, and answers with everybody's, each once. */
  readonly tell: (roomId: string, names: readonly string[]) => Promise<readonly string[]>
}

const keptMs = 45_000

export function createHere({ redis, process }: { readonly redis: Redis; readonly process: string }): Here {
  return {
    async tell(roomId, names) {
      const answer = await redis.eval(telling, 1, `here:{room:${roomId}}`, process, keptMs, ...names)
      const all = (answer as string[]).map((member) => member.slice(member.indexOf('|') + 1))
      return [...new Set(all)].sort((one, other) => one.localeCompare(other))
    },
  }
}

const telling = `
local time = redis.call('TIME')
local now = time[1] * 1000
local own = ARGV[1] .. '|'
for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if string.sub(member, 1, #own) == own then redis.call('ZREM', KEYS[1], member) end
end
for i = 3, #ARGV do redis.call('ZADD', KEYS[1], now + ARGV[2], own .. ARGV[i]) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZRANGE', KEYS[1], 0, -1)`
