import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const written = (call: string) =>
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { createLog } from './log.ts'; const log = createLog({ name: 'probe' }); ${call}`,
    ],
    { cwd: import.meta.dirname, encoding: 'utf8' },
  )

test('an event is one line of JSON, whatever the text holds', () => {
  const lines = written(String.raw`log.info({ agent: 'a\r\nfake line\u001b[31m' }, 'call')`)
    .trimEnd()
    .split('\n')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', name: 'probe', msg: 'call' })
})

test('what ends a process leaves no line of it unwritten', () => {
  for (const end of ['process.exit(0)', 'process.exitCode = 0', 'process.kill(process.pid, "SIGTERM")']) {
    const many = `process.on('SIGTERM', () => process.exit(0)); for (let at = 0; at < 3_000; at++) log.info({ at }, 'line')`
    const lines = written(`${many}; ${end}`).trimEnd().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { at: number }).at)).toEqual(
      Array.from({ length: 3_000 }, (_, at) => at),
    )
  }
})

test('a line tells what happened, and when, even where its facts cannot be written', () => {
  const [round, big, less] = written(
    `const round = {}; round.round = round; log.warn({ round }, 'round'); log.info({ big: 1n }, 'big'); log.debug({}, 'too much'); log.info({ known: undefined }, 'less')`,
  )
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(round).toMatchObject({
    level: 'warn',
    name: 'probe',
    msg: 'round',
    unwritable: expect.stringContaining('circular'),
  })
  expect(big).toMatchObject({ level: 'info', msg: 'big', unwritable: expect.stringContaining('BigInt') })
  expect(less).toEqual({
    level: 'info',
    name: 'probe',
    msg: 'less',
    time: expect.stringMatching(/^\d{4}-.*Z$/),
  })
})

test('a secret is struck out, also inside what is logged', () => {
  const line = written(
    `log.info({ password: 'hunter2', input: { token: 'abc123', deep: { code: '424242' } } }, 'call')`,
  )
  for (const secret of ['hunter2', 'abc123', '424242']) expect(line).not.toContain(secret)
})

test('a secret is struck out of an error and of a list, and what is no secret stays', () => {
  const line = written(
    `log.error({ err: Object.assign(new Error('broke'), { token: 'abc123', at: 'the door' }), tried: [{ cookie: 'c00kie' }, 7] }, 'bug')`,
  )
  for (const secret of ['abc123', 'c00kie']) expect(line).not.toContain(secret)
  expect(JSON.parse(line)).toMatchObject({
    err: { message: 'broke', token: '[secret]', at: 'the door' },
    tried: [{ cookie: '[secret]' }, 7],
  })
})
