import type { Contender } from './contender.ts'
import { bullmq, bullmqDurable } from './contenders/bullmq.ts'
import { graphileFast } from './contenders/graphile.ts'
import { pgBoss } from './contenders/pg-boss.ts'
import { shiplap } from './contenders/shiplap.ts'

export const contenders = { shiplap, graphileFast, pgBoss, bullmq, bullmqDurable } satisfies Record<
  string,
  Contender
>
export type ContenderName = keyof typeof contenders
