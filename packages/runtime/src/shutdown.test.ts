import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'

const start = async (steps: string, options = '') => {
  const code = `
    import { shutdownOnSignal } from './shutdown.ts'
    const log = { debug() {}, info() {}, warn() {}, error: (_, text) => console.log(text) }
    shutdownOnSignal({ log, steps: ${steps}, ${options} })
    setInterval(() => undefined, 1000)
    console.log('up')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd: import.meta.dirname })
  const output: string[] = []
  child.stdout.on('data', (chunk) => output.push(String(chunk)))
  await once(child.stdout, 'data')
  return { child, output }
}
const ended = async (child: ChildProcess) => (await once(child, 'exit'))[0] as number

test('a signal runs the steps in their order, then the process leaves with 0', async () => {
  const { child, output } = await start(
    `[['a', async () => console.log('first')], ['b', () => console.log('second')]]`,
  )
  child.kill('SIGTERM')
  expect(await ended(child)).toBe(0)
  expect(output.join('')).toMatch(/first[\s\S]*second/)
})

test('a step that fails is told, the others still run, and the process leaves with 1', async () => {
  const { child, output } = await start(
    `[['a', () => { throw new Error('no') }], ['b', () => console.log('second')]]`,
  )
  child.kill('SIGINT')
  expect(await ended(child)).toBe(1)
  expect(output.join('')).toContain('second')
})

test('a step that never ends does not keep the process', async () => {
  const { child } = await start(`[['a', () => new Promise(() => undefined)]]`, 'withinMs: 100')
  child.kill('SIGTERM')
  expect(await ended(child)).toBe(1)
})

test('a parent that ends while the process still starts is noticed, too', async () => {
  const code = `
    import { shutdownOnSignal } from './shutdown.ts'
    const parent = process.ppid
    console.log('starting')
    while (process.ppid === parent) await new Promise((resolve) => setTimeout(resolve, 10))
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    shutdownOnSignal({ log, steps: [['a', () => console.log('left')]], withParent: true })
    setInterval(() => undefined, 1000)`
  const parent = spawn(
    process.execPath,
    [
      '-e',
      `child_process.spawn(process.execPath, ['--input-type=module', '-e', process.argv[1]], { stdio: 'inherit' })`,
      code,
    ],
    { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const output: string[] = []
  parent.stdout.on('data', (chunk) => output.push(String(chunk)))
  await once(parent.stdout, 'data')
  parent.kill('SIGKILL')
  await once(parent.stdout, 'close')
  expect(output.join('')).toContain('left')
})
