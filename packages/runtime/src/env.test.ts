import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { EnvError, postgresUrl, readEnv, redisUrl, wholeNumber } from './env.ts'

const schema = z.object({
  DATABASE_URL: postgresUrl,
  REDIS_URL: redisUrl,
  PORT: wholeNumber(0, 65_535).default(3000),
  SECRET: z.string().min(32, 'must hold at least 32 characters'),
})
const good = { DATABASE_URL: 'postgres://u:hunter2@h/d', REDIS_URL: 'redis://h', SECRET: 's'.repeat(32) }

const complaint = (source: Record<string, string>) => {
  try {
    readEnv(schema, source)
  } catch (error) {
    if (error instanceof EnvError) return error.message
    throw error
  }
  return 'no complaint'
}

test('good settings are parsed, with defaults for what is left out or empty', () => {
  expect(readEnv(schema, { ...good, PORT: '' }).PORT).toBe(3000)
  expect(readEnv(schema, { ...good, PORT: '8080' }).PORT).toBe(8080)
})

test('every wrong setting is reported at once', () => {
  const text = complaint({ DATABASE_URL: 'mysql://u:hunter2@h/d', PORT: 'abc', SECRET: 'short' })
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'PORT', 'SECRET']) expect(text).toContain(name)
})

test('a report never shows what was set', () => {
  const text = complaint({ DATABASE_URL: 'mysql://u:hunter2@h/d', SECRET: 'a secret of mine' })
  expect(text).not.toContain('hunter2')
  expect(text).not.toContain('a secret of mine')
})

test.each(['-1', '1.5', '0x10', '1e3', ' 1', '99999', '٣'])('%j is no port', (port) => {
  expect(complaint({ ...good, PORT: port })).toContain('PORT')
})

test('a secret may come from a file, whose absence is told', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shiplap-env-'))
  const path = join(folder, 'secret')
  writeFileSync(path, `${'f'.repeat(40)}\n`)
  const { SECRET: _, ...rest } = good
  expect(readEnv(schema, { ...rest, SECRET_FILE: path }).SECRET).toBe('f'.repeat(40))
  rmSync(folder, { recursive: true })
  expect(complaint({ ...rest, SECRET_FILE: path })).toContain('SECRET_FILE')
})
