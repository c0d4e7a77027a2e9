import type { Redis } from './connect.ts'
import { channelOf } from './topics.ts'

/** The newest entries of a room as text of the form `seq:target:line`, kept in a sorted set by number. */
export type Recent = {
  /** Keeps entries and tells them to every process, in one step. Any order and any repetition give the same set. */
  readonly publish: (room: RoomAt, entries: readonly RecentEntry[]) => Promise<void>
  /** The newest `most` entries in order, as they are: the reader checks that none is missing. */
  readonly read: (room: RoomAt, most?: number) => Promise<readonly string[]>
  /** Puts in what a reader found in PostgreSQL when the newest number was `lastSeq`, unless newer ones have come since. */
  readonly fill: (room: RoomAt, lastSeq: number, entries: readonly RecentEntry[]) => Promise<void>
}

type RoomAt = { readonly id: string; readonly epoch: number }
export type RecentEntry = { readonly seq: number; readonly target: number; readonly line: string }

export const roomChannel = (roomId: string) => channelOf(`room:${roomId}`)

const kept = 200
const keptMs = 24 * 60 * 60 * 1000

export function createRecent({ redis }: { readonly redis: Redis }): Recent {
  const keyOf = ({ id, epoch }: RoomAt) => `recent:{room:${id}}:${epoch}`
  const flat = (entries: readonly RecentEntry[]) =>
    entries.flatMap(({ seq, target, line }) => [seq, target, line])
  return {
    async publish(room, entries) {
      await redis.eval(
        publishing,
        1,
        keyOf(room),
        roomChannel(room.id),
        room.epoch,
        kept,
        keptMs,
        ...flat(entries),
      )
    },
    read: (room, most = kept) => redis.zrange(keyOf(room), -most, '-1'),
    async fill(room, lastSeq, entries) {
      await redis.eval(filling, 1, keyOf(room), lastSeq, keptMs, ...flat(entries.slice(-kept)))
    },
  }
}

// A change of a line also renews the line's own entry, so that what was removed does not stay behind in Redis.
const publishing = `
local told = { ARGV[2] }
for i = 5, #ARGV, 3 do
  local seq, target, line = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local member = seq .. ':' .. target .. ':' .. line
  told[#told + 1] = member
  redis.call('ZREMRANGEBYSCORE', KEYS[1], seq, seq)
  redis.call('ZADD', KEYS[1], seq, member)
  if seq ~= target and redis.call('ZREMRANGEBYSCORE', KEYS[1], target, target) > 0 then
    redis.call('ZADD', KEYS[1], target, target .. ':' .. target .. ':' .. line)
  end
end
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -tonumber(ARGV[3]) - 1)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('SPUBLISH', ARGV[1], table.concat(told, '\\n'))`

// Entries newer than the reader's may have changed lines that the reader saw as they were before; so it yields to them.
const filling = `
local newest = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
if newest[2] and tonumber(newest[2]) > tonumber(ARGV[1]) then return end
redis.call('DEL', KEYS[1])
for i = 3, #ARGV, 3 do
  redis.call('ZADD', KEYS[1], ARGV[i], ARGV[i] .. ':' .. ARGV[i + 1] .. ':' .. ARGV[i + 2])
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])`
