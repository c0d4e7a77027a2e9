// `npm run backup [-- file]`: every row of the database as it stands at one moment, while everything goes on.
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { takeBackup } from '@shiplap/db/backup/take'
import { pepperId, withDatabase } from './operate/database.ts'
import { explain } from './start/explain.ts'
import { readWords } from './start/words.ts'

try {
  const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
  const [target = `shiplap-${moment}.sql.gz`] = readWords('backup').words
  // Under another name until it is whole, so that a file called a backup is one.
  const part = `${target}.part`
  const file = () => createWriteStream(part, { mode: 0o600 })
  const id = pepperId()
  const rows = await withDatabase((url) => takeBackup({ url, pepperId: id, file: file() }), {
    mayRun: true,
  })
  await rename(part, target)
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0)
  console.log(`${target} holds ${total} rows of ${Object.keys(rows).length} tables.`)
  console.log(
    'Keep the secrets (secrets.json of the data folder, or PEPPER) apart from it: without them nobody can sign in.',
  )
} catch (error) {
  explain(error)
}
