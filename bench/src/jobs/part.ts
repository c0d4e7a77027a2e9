import type { Part } from '../frame/scenario.ts'
import { type ContenderName, contenders } from './contenders.ts'
import { draining } from './rows/draining.ts'
import { growing } from './rows/growing.ts'
import { pickingUp } from './rows/picking-up.ts'
import { puttingIn } from './rows/putting-in.ts'

/** The queue beside its peers, each in its fastest setting, ours as in the product. */
export const part: Part<ContenderName> = {
  title: 'Jobs',
  contenders: {
    shiplap: contenders.shiplap.name,
    graphileFast: contenders.graphileFast.name,
    pgBoss: contenders.pgBoss.name,
    bullmq: contenders.bullmq.name,
    bullmqDurable: contenders.bullmqDurable.name,
  },
  open: async ({ share }) => ({
    scenarios: [draining, puttingIn, pickingUp, growing].flatMap((rows) => rows(share)),
  }),
}
