// Where we stand, in one run: `npm run bench`.
//   -- --only=jobs        one part; --only=jobs/drain those of its rows whose names have this word
//   -- --quick            a tenth of the work, once instead of three times: a look, not a measurement
//   -- --against=pgBoss   these peers alone (by their keys); --share=0.2 and --rounds=5 as they say
//   -- --keep             put the rows into docs/bench.json and make the tables of docs/bench.md anew
//   -- --draw             measure nothing, make these tables anew from docs/bench.json

import { describeMachine } from './frame/machine.ts'
import { readOptions } from './frame/options.ts'
import type { PartResult } from './frame/part-result.ts'
import { drawKept, keepResult, writeResult } from './frame/result.ts'
import { isMet } from './frame/row.ts'
import { runPart } from './frame/run-part.ts'
import { drawn, lineOf, tableOf } from './frame/table.ts'

const options = readOptions(process.argv.slice(2))
if (options.draw) {
  await drawKept()
  process.exit()
}
const [at, machine] = [new Date().toISOString(), describeMachine()]
console.log(`${machine}; medians of ${options.rounds ?? 'each row’s rounds'}\n`)

const results: PartResult[] = []
for (const name of options.parts) {
  const result = await runPart(name, options, (row) => console.log(lineOf(row)))
  if (!result.isWhole) console.log(`short ${name}: it broke off before its last row`)
  results.push(result)
  // Part by part, so that what stands outlives whatever ends this run.
  if (options.keep) await keepResult(result)
}
const rows = results.flatMap((result) => result.rows)
console.log(`\n${drawn(tableOf(rows))}\n`)
for (const { detail } of results) if (detail !== undefined) console.log(`${drawn(detail)}\n`)
console.log(`written to ${await writeResult({ at, machine, parts: results })}`)
if (rows.length === 0) console.error('No row was measured: is there one of that name?')
process.exitCode = rows.length > 0 && results.every(({ isWhole }) => isWhole) && rows.every(isMet) ? 0 : 1
