import { join } from 'node:path'
import { hasAdmin } from './database.ts'
import type { Secrets } from './secrets.ts'
import type { Settings } from './settings.ts'

/** Tells the operator where everything is and, while there is no administrator, how to become the first. */
export async function welcome({
  settings,
  secrets,
  databaseUrl,
  more,
}: {
  readonly settings: Settings
  readonly secrets: Secrets
  readonly databaseUrl: string
  readonly more: readonly string[]
}): Promise<void> {
  const lines = [
    '',
    `  Shiplap is up: ${settings.origin}`,
    '',
    `  Data   ${settings.dataDir}`,
    `  Logs   ${join(settings.dataDir, 'log')}`,
  ]
  if (!(await hasAdmin(databaseUrl)))
    lines.push(
      '',
      '  There is no administrator yet. Whoever opens this link first becomes one:',
      `  ${settings.origin}/setup?token=${secrets.SETUP_TOKEN}`,
    )
  console.log([...lines, ...more, '', '  Ctrl-C stops it.', ''].join('\n'))
}
