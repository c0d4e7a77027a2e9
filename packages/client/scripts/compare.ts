// `node scripts/compare.ts contract.d.ts` holds the contract of a released client against the server of this checkout,
// and ends with 1 where that client would miss something. The file is `contract.d.ts` of its tarball.
import { existsSync, readFileSync } from 'node:fs'
import { breaksBetween } from './breaks.ts'
import { writeContract } from './contract.ts'

const [file] = process.argv.slice(2)
if (file === undefined || !existsSync(file)) {
  console.error(
    'Say which: node scripts/compare.ts contract.d.ts, as the tarball of a released client has it.',
  )
  process.exit(1)
}
const breaks = breaksBetween({ earlier: readFileSync(file, 'utf8'), later: writeContract() })
for (const line of breaks) console.log(line)
console.log(
  breaks.length === 0 ? 'A client of that release goes on.' : 'A client of that release would break.',
)
process.exitCode = breaks.length === 0 ? 0 : 1
