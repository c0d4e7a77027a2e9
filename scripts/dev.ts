// `npm run dev`: the same as `npm start`, but pages, api and worker follow every change of their files.
import { bringUp } from './start/bring-up.ts'
import { explain } from './start/explain.ts'
import { readWords } from './start/words.ts'

try {
  readWords('dev')
  await bringUp({ development: true, prepare: async () => {} })
} catch (error) {
  explain(error)
}
