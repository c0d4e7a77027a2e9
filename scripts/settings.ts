// `node scripts/settings.ts` writes docs/settings.md from the schemas that the apps read their settings by.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './start/root.ts'
import { settingsPage } from './start/settings-page.ts'

writeFileSync(join(root, 'docs', 'settings.md'), settingsPage())
