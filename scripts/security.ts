// Writes docs/security-tests.md from the tables that the suites run by.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { securityPage } from './security/page.ts'
import { root } from './start/root.ts'

writeFileSync(join(root, 'docs', 'security-tests.md'), securityPage())
