// One part in a process of its own: it tells its parent which rows there are, and each as soon as it stands.
import { measureRow } from './measure-row.ts'
import type { Options } from './options.ts'
import { type PartName, parts } from './parts.ts'
import { startServers } from './servers.ts'

const [, , name = '', text = '{}'] = process.argv
const { words, ...options } = JSON.parse(text) as Options
// Whoever asked for rows is gone; what was started for them ends with this process.
process.on('disconnect', () => process.exit(1))

const part = await parts[name as PartName]()
const servers = await startServers()
try {
  const { scenarios, detail, close } = await part.open({ servers, share: options.share })
  try {
    process.send?.({ names: scenarios.map((scenario) => scenario.name) })
    for (const scenario of scenarios)
      if (scenario.name.toLowerCase().includes(words))
        process.send?.({ row: await measureRow(scenario, { ...options, part, servers }) })
    if (detail !== undefined) process.send?.({ detail: detail() })
  } finally {
    await close?.()
  }
} finally {
  await servers.stop()
}
process.send?.({ isWhole: true })
process.disconnect()
