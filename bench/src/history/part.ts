import { atLeast, within } from '../frame/bars.ts'
import type { Part, Setting } from '../frame/scenario.ts'
import { inHotRoom } from './hot-room.ts'
import { lastFifty } from './last-fifty.ts'
import { readsOfResuming } from './resume.ts'

type Name = 'shiplap' | 'bigserial' | 'kyselyRows'

/** What a room's messages cost to store and to read again. */
export const part: Part<Name> = {
  title: 'Chat history',
  contenders: {
    shiplap: 'Shiplap',
    bigserial: 'an insert each, numbered by bigserial',
    kyselyRows: 'rows by Kysely',
  },
  open: openHistory,
}

async function openHistory({ share }: Setting) {
  const forMs = Math.max(1_000, 3_000 * share)
  const clients = Math.max(100, 1_000 * share)
  const stored = (name: string) => (name === 'bigserial' ? 'bigserial' : 'shiplap')
  return {
    scenarios: [
      {
        name: '16 writers in one room',
        unit: 'messages/s',
        contenders: ['shiplap', 'bigserial'],
        measure: async (servers, name) => (await inHotRoom(servers, stored(name), { forMs })).perSecond,
        bar: atLeast(1.5, 'bigserial', 'plain inserts'),
      },
      {
        name: 'of these, never seen by a reader who asks for what is after the last number',
        unit: 'messages',
        isLessBetter: true,
        contenders: ['shiplap', 'bigserial'],
        rounds: 1,
        measure: async (servers, name) => (await inHotRoom(servers, stored(name), { forMs })).skipped,
        bar: within(0, 'skipped'),
      },
      {
        name: 'the last 50 messages as JSON, 200 rooms, 32 at once',
        unit: 'reads/s',
        contenders: ['shiplap', 'kyselyRows'],
        measure: (servers, name) => lastFifty(servers, name === 'kyselyRows' ? name : 'shiplap', { forMs }),
        bar: atLeast(6, 'kyselyRows', 'rows by Kysely'),
      },
      {
        name: `${clients} clients come back at once, 100 messages behind`,
        unit: 'reads of messages in PostgreSQL',
        isLessBetter: true,
        contenders: ['shiplap'],
        rounds: 1,
        measure: (servers) => readsOfResuming(servers, { clients, behind: 100 }),
        bar: within(3, 'reads'),
      },
    ],
  } satisfies Awaited<ReturnType<Part<Name>['open']>>
}
