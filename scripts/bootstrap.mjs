// What `npm start`, `npm run dev`, `npm test` and `npm run bench` run first. Plain JavaScript without dependencies,
// for there is nothing else yet: it sees to Node 24 and the dependencies, then runs scripts/<command>.ts.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commands } from './bootstrap/commands.mjs'
import { installDependencies } from './bootstrap/dependencies.mjs'
import { cleanEnvironment } from './bootstrap/environment.mjs'
import { asksForHelp, help } from './bootstrap/help.mjs'
import { hint } from './bootstrap/hint.mjs'
import { findNode } from './bootstrap/node.mjs'
import { onParentEnd } from './bootstrap/parent.mjs'
import { endRunning } from './bootstrap/run.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [command = '', ...args] = process.argv.slice(2)
const script = join(root, 'scripts', `${command}.ts`)
if (asksForHelp([command])) tell(help())
if (!Object.hasOwn(commands, command))
  fail(`There is no command "${command}".${hint(command, Object.keys(commands))}`)
// Told before anything is fetched: who asks what a command does has not asked for it.
if (asksForHelp(args)) tell(help(command))

/** @type {import('node:child_process').ChildProcess | undefined} */
let running
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => leave(signal))
onParentEnd(() => leave('SIGTERM'))

try {
  const env = cleanEnvironment(process.env)
  const node = await findNode({ root, env })
  await installDependencies({ root, env })
  env.PATH = [join(root, 'node_modules', '.bin'), dirname(node), env.PATH].join(':')
  running = spawn(node, [script, ...args], { cwd: root, env, stdio: 'inherit' })
  running.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal ?? 'SIGTERM']))
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}

/** @param {NodeJS.Signals} signal */
function leave(signal) {
  if (running !== undefined) return running.kill(signal) // it stops things in order; its end is ours
  endRunning()
  process.exit(128 + constants.signals[signal])
}

/** @param {string} text @returns {never} */
function tell(text) {
  console.log(text)
  process.exit(0)
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(`\n${message}\n`)
  process.exit(1)
}
