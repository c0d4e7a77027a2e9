// Where we stand, in one run: `npm run bench`.
//   -- --only=jobs        one part; --only=jobs/drain those of its rows whose names have this word
//   -- --quick            a tenth of the work, once instead of three times: a look, not a measurement
//   -- --against=pgBoss   these peers alone (by their keys); --share=0.2 and --rounds=5 as they say
//   -- --keep             put the rows into docs/bench.json and make the table of docs/bench.md anew

import { describeMachine } from './frame/machine.ts'
import { readOptions } from './frame/options.ts'
import { keepResult, writeResult } from './frame/result.ts'
import { isMet, type Row } from './frame/row.ts'
import { runPart } from './frame/run-part.ts'
import { drawn, lineOf, tableOf } from './frame/table.ts'

const options = readOptions(process.argv.slice(2))
const machine = describeMachine()
console.log(`${machine}; medians of ${options.rounds}\n`)

const at = new Date().toISOString()
const results = []
for (const name of options.parts) {
  const rows: Row[] = []
  const { isWhole, detail } = await runPart(name, options, (row) => {
    rows.push(row)
    console.log(lineOf(row))
  })
  if (!isWhole) console.log(`short ${name}: it broke off before its last row`)
  results.push({
    name,
    at,
    machine,
    isWhole,
    share: options.share,
    rounds: options.rounds,
    rows,
    ...(detail && { detail }),
  })
}
console.log(`\n${tableOf(results.flatMap(({ rows }) => rows))}\n`)
for (const { detail } of results)
  if (detail !== undefined) console.log(`${drawn(detail.head, detail.rows)}\n`)
console.log(`written to ${await writeResult({ at, parts: results })}`)
if (options.keep) await keepResult(results)
process.exitCode = results.every(({ isWhole, rows }) => isWhole && rows.every(isMet)) ? 0 : 1
