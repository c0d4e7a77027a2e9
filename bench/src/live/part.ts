import { within } from '../frame/bars.ts'
import type { Part } from '../frame/scenario.ts'
import { reachingScreens } from './spectators.ts'

/** How long a split takes to the screen of somebody who watches. */
export const part: Part<'shiplap'> = {
  title: 'Live runs',
  contenders: { shiplap: 'Shiplap' },
  open: async ({ share }) => ({
    scenarios: [
      {
        name: 'split to the screen of a spectator, 200 runs of 25 splits/s in all, 95th percentile',
        unit: 'ms',
        isLessBetter: true,
        contenders: ['shiplap'],
        rounds: 1,
        measure: () =>
          reachingScreens({ runs: Math.max(10, 200 * share), betweenMs: 8_000 * Math.max(share, 0.2) }),
        bar: within(250, 'ms'),
      },
    ],
  }),
}
