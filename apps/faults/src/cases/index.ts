import type { FaultCase } from './case.ts'
import { clockCases } from './clock.ts'
import { lineCases } from './lines.ts'
import { mailCases } from './mail.ts'
import { postgresCases } from './postgres.ts'
import { raceCases } from './races.ts'
import { redisCases } from './redis.ts'
import { upkeepCases } from './upkeep.ts'
import { webCases } from './web.ts'
import { workerCases } from './worker.ts'

/** Every fault that the product is tried with. */
export const cases: readonly FaultCase[] = [
  ...webCases,
  ...workerCases,
  ...postgresCases,
  ...redisCases,
  ...lineCases,
  ...clockCases,
  ...raceCases,
  ...upkeepCases,
  ...mailCases,
]
