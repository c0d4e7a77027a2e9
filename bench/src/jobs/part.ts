import type { Part } from '../frame/scenario.ts'
import { type ContenderName, contenders } from './contenders.ts'
import { makeScenarios } from './scenarios.ts'

/** The queue beside its peers, each in its fastest setting, ours as in the product. */
export const part: Part<ContenderName> = {
  title: 'Jobs',
  contenders: {
    shiplap: contenders.shiplap.name,
    graphileFast: contenders.graphileFast.name,
    pgBoss: contenders.pgBoss.name,
    bullmq: contenders.bullmq.name,
  },
  open: async ({ share }) => ({ scenarios: makeScenarios(share) }),
}
