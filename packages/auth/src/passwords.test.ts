import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Refusal } from '@shiplap/domain/refusal'
import { silentLog } from '@shiplap/runtime/log'
import { afterEach, expect, test } from 'vitest'
import { createPasswords, type Passwords } from './passwords.ts'

const open: Passwords[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()))
})

function passwords(settings: Partial<Parameters<typeof createPasswords>[0]> = {}): Passwords {
  const made = createPasswords({ pepper: 'p'.repeat(32), cost: 4, threads: 2, log: silentLog, ...settings })
  open.push(made)
  return made
}

test('the right password passes and any other does not', async () => {
  const { hash, verify } = passwords()
  const stored = await hash('correct horse battery')
  expect(await verify('correct horse battery', stored)).toEqual({ ok: true, rehash: false })
  expect(await verify('Correct horse battery', stored)).toEqual({ ok: false, rehash: false })
})

test('ASVS 6.2.8: a password counts whole: one changed character anywhere in 300 is refused', async () => {
  const { hash, verify } = passwords()
  const long = Array.from({ length: 300 }, (_, i) => String.fromCharCode(97 + (i % 26))).join('')
  const stored = await hash(long)
  const changed = Array.from({ length: 300 }, (_, i) => `${long.slice(0, i)}#${long.slice(i + 1)}`)
  const passed: string[] = []
  for (const each of changed) if ((await verify(each, stored)).ok) passed.push(each)
  expect(passed).toEqual([])
  expect(await verify(long.slice(0, 72), stored)).toMatchObject({ ok: false })
  expect(await verify(long, stored)).toMatchObject({ ok: true })
})

test('ASVS 6.2.9: 64 emoji and a NUL inside work', async () => {
  const { hash, verify } = passwords()
  for (const password of ['\u{1F600}'.repeat(64), 'before\0after and more']) {
    const stored = await hash(password)
    expect(await verify(password, stored)).toMatchObject({ ok: true })
    expect(await verify(password.slice(0, 7), stored)).toMatchObject({ ok: false })
  }
})

test('NIST 3.1.1.2: both ways to type Å are one password', async () => {
  const { hash, verify } = passwords()
  expect(await verify('A\u030angstrom units', await hash('\u00c5ngstrom units'))).toMatchObject({ ok: true })
})

test('ASVS 11.4.2: an old cost or an old pepper still passes and asks to be stored anew', async () => {
  const stored = await passwords({ pepper: 'old '.repeat(8), cost: 4 }).hash('correct horse battery')
  const sameCost = passwords({ formerPeppers: ['old '.repeat(8)] })
  expect(await sameCost.verify('correct horse battery', stored)).toEqual({ ok: true, rehash: true })
  const raised = passwords({ pepper: 'old '.repeat(8), cost: 5 })
  expect(await raised.verify('correct horse battery', stored)).toEqual({ ok: true, rehash: true })
  expect(await raised.verify('wrong', stored)).toEqual({ ok: false, rehash: false })
})

test('ASVS 11.4.2: without the pepper a stored hash is worth nothing', async () => {
  const stored = await passwords({ pepper: 'old '.repeat(8) }).hash('correct horse battery')
  expect(await passwords().verify('correct horse battery', stored)).toMatchObject({ ok: false })
})

test('ASVS 6.3.8: an unknown account and one that is stored at an older cost take the same work, and are never right', async () => {
  const { hash, verify } = passwords({ cost: 8, threads: 1 })
  const stored = await hash('correct horse battery')
  const older = await passwords({ cost: 5 }).hash('correct horse battery')
  const timed = async (against: string | null) => {
    const samples: number[] = []
    for (let i = 0; i < 11; i++) {
      const start = process.cpuUsage()
      expect((await verify('a wrong password', against)).ok).toBe(false)
      const used = process.cpuUsage(start)
      samples.push(used.user + used.system)
    }
    return samples.sort((a, b) => a - b)[5] as number // 11 samples have a fifth
  }
  const known = await timed(stored)
  for (const other of [await timed(null), await timed(older)]) {
    expect(other / known).toBeGreaterThan(0.7)
    expect(other / known).toBeLessThan(1.4)
  }
  expect(await verify('correct horse battery', older)).toEqual({ ok: true, rehash: true })
})

test('hashing never holds up the thread that serves people', async () => {
  const { hash } = passwords({ cost: 10 })
  await hash('warm up the threads')
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  await Promise.all(Array.from({ length: 12 }, (_, i) => hash(`password number ${i}`)))
  delay.disable()
  expect(delay.percentile(50) / 1e6).toBeLessThan(40)
})

test('more people than may wait are told to come back, and the rest are served', async () => {
  const { hash } = passwords({ threads: 1, maxWaiting: 5 })
  const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => hash(`password number ${i}`)))
  const refused = answers.filter((each) => each.status === 'rejected').map((each) => each.reason)
  expect(answers.filter((each) => each.status === 'fulfilled')).toHaveLength(6)
  expect(refused.every((each) => each instanceof Refusal && each.reason === 'account.busy')).toBe(true)
})

test('closing refuses those who wait instead of leaving them hanging', async () => {
  const made = passwords({ threads: 1, cost: 12 })
  const answers = Promise.allSettled([made.hash('the first one'), made.hash('the second one')])
  await made.close()
  expect((await answers).map((each) => each.status)).toEqual(['rejected', 'rejected'])
})
