// `npm run bench`: us side by side with our peers, which are installed here and nowhere else.
import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { explain } from './start/explain.ts'
import { readWords } from './start/words.ts'

try {
  readWords('bench')
} catch (error) {
  explain(error)
}

const bench = fileURLToPath(new URL('../bench/', import.meta.url))
const installed = spawnSync('pnpm', ['install', '--frozen-lockfile', '--reporter=silent'], {
  cwd: bench,
  stdio: 'inherit',
})
if (installed.status !== 0) {
  console.error('\nThe peers could not be installed; a package registry must be within reach.\n')
  process.exit(1)
}
const run = spawn(process.execPath, ['src/main.ts', ...process.argv.slice(2)], {
  cwd: bench,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => run.kill(signal))
run.once('exit', (code) => process.exit(code ?? 1))
