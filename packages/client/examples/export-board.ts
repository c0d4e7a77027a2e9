// Writes a board as CSV to standard output, whatever its length. Needs no account.
//   SHIPLAP_URL=https://lap.example.org node export-board.ts url-shortener all-milestones provisional > board.csv
import { createClient, type Outputs } from '@shiplap/client'

type Entry = Outputs['board']['page']['entries'][number]

const { SHIPLAP_URL = 'http://localhost:3000' } = process.env
const [challenge = 'url-shortener', category = 'all-milestones', standing = 'official'] =
  process.argv.slice(2)
if (standing !== 'official' && standing !== 'provisional')
  throw new Error('standing is official or provisional')

const client = createClient({ url: SHIPLAP_URL })
console.log('rank,runner,time_ms,achieved_at,stack')
for (let after: string | null | undefined; after !== null; ) {
  const asked = { challenge, category, standing, limit: 100, ...(after && { after }) } as const
  const page = await client.api.board.page.query(asked)
  for (const entry of page.entries) console.log(row(entry))
  after = page.next
}
await client.close()

function row({ rank, runner, timeMs, achievedAt, stack }: Entry): string {
  return [rank, runner.username, timeMs, achievedAt, stack.join(' ')].join(',')
}
