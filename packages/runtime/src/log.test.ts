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

test('a secret is struck out, also inside what is logged', () => {
  const line = written(
    `log.info({ password: 'hunter2', input: { token: 'abc123', deep: { code: '424242' } } }, 'call')`,
  )
  for (const secret of ['hunter2', 'abc123', '424242']) expect(line).not.toContain(secret)
})
