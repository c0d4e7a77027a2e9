import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { keepRunning, type Process } from './keep-running.ts'

const options = { pauses: [0, 1], calmMs: 60_000 }

test('what ends by itself is started again and told with its last words', async () => {
  const said: string[] = []
  const { starts, next } = recorder()
  const kept = await keepRunning('The web', starts, { ...options, say: (line) => said.push(line) })
  for (let round = 0; round < 3; round++) process.kill((await next()).pid, 'SIGKILL')
  await next()
  await kept.stop()
  expect(said).toHaveLength(3)
  expect(said[0]).toMatch(/The web ended unexpectedly; starting it again.\n *its last words/)
})

test('what is stopped stays stopped', async () => {
  const said: string[] = []
  const { starts, next } = recorder()
  const kept = await keepRunning('The web', starts, { ...options, say: (line) => said.push(line) })
  const first = await next()
  await kept.stop()
  await first.ended
  expect(said).toEqual([])
})

test('stopping does not wait for the pause before the next start', async () => {
  const { starts, next } = recorder()
  let tell: () => void = () => {}
  const told = new Promise<void>((resolve) => {
    tell = resolve
  })
  const kept = await keepRunning('The web', starts, { pauses: [3_600_000], say: tell })
  process.kill((await next()).pid, 'SIGKILL')
  await told
  await kept.stop()
})

test('what does not start the first time is not tried again', async () => {
  const fails = () => Promise.reject(new Error('no program'))
  await expect(keepRunning('The web', fails, { ...options, say: () => {} })).rejects.toThrow('no program')
})

/** Starts real processes; `next` is the one started next, each handed out once. */
function recorder() {
  const started: Process[] = []
  const waiting: ((process: Process) => void)[] = []
  return {
    async starts(): Promise<Process> {
      const child = spawn('sleep', ['60'])
      const ended = once(child, 'exit').then(() => {})
      const stop = async () => {
        child.kill()
        await ended
      }
      const made = { pid: child.pid ?? 0, ended, stop, lastWords: () => 'its last words' }
      const wanted = waiting.shift()
      if (wanted === undefined) started.push(made)
      else wanted(made)
      return made
    },
    next: () => {
      const made = started.shift()
      return made === undefined
        ? new Promise<Process>((resolve) => waiting.push(resolve))
        : Promise.resolve(made)
    },
  }
}
