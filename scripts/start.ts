// `npm start`: the product as an operator runs it, with its own PostgreSQL and Redis unless others are named.

import { bringUp } from './start/bring-up.ts'
import { build } from './start/build.ts'
import { explain } from './start/explain.ts'
import { readWords } from './start/words.ts'

try {
  const { has } = readWords('start')
  await bringUp({ development: false, prepare: build, sample: has('--sample') })
} catch (error) {
  explain(error)
}
