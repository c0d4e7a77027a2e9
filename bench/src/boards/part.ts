import { connect } from '@shiplap/db/connect'
import { migrate } from '@shiplap/db/migrate'
import { silentLog } from '@shiplap/runtime/log'
import { atMost } from '../frame/bars.ts'
import type { Opened, Part, Setting } from '../frame/scenario.ts'
import { percentile } from '../frame/statistics.ts'
import { fillBoard } from './fill.ts'
import { questions } from './questions.ts'

type Size = 'shiplap' | 'tenThousand' | 'ten'

/** What a board page, the rank of one runner and the runners around one cost, on boards of ten, ten thousand and a million. */
export const part: Part<Size> = {
  title: 'Boards',
  contenders: { shiplap: '1,000,000 runners', tenThousand: '10,000 runners', ten: '10 runners' },
  open: openBoards,
}

/** All boards stand in one database and are asked in turn, so that each ratio is one of the same minute. */
async function openBoards({ servers, share }: Setting): Promise<Opened<Size>> {
  const place = await servers.freshPlace()
  const db = connect({ url: place.postgresUrl, log: silentLog, application: 'bench', max: 4 })
  await migrate(db)
  const fill = async (size: number, assistance: string) => ({
    size,
    boardId: await fillBoard(place.postgresUrl, { size, assistance }),
  })
  const lists = {
    ten: await fill(10, 'unassisted'),
    tenThousand: await fill(10_000, 'completion'),
    shiplap: await fill(Math.max(20_000, 1_000_000 * share), 'agent'),
  }
  return {
    scenarios: Object.entries(questions).map(([name, ask]) => ({
      name: `${name}, 99th percentile`,
      unit: 'ms',
      isLessBetter: true,
      contenders: ['shiplap', 'tenThousand', 'ten'],
      async measure(_, size) {
        const took: number[] = []
        // The first fifty warm caches and plans up.
        for (let n = -50; n < Math.max(100, 600 * share); n++) {
          const began = performance.now()
          await ask(db, lists[size])
          if (n >= 0) took.push(performance.now() - began)
        }
        return percentile(took, 0.99)
      },
      bar: atMost(2, 'tenThousand', 'at 10,000'),
    })),
    async close() {
      await db.destroy()
      await place.drop()
    },
  }
}
