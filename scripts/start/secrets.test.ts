import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepSecrets } from './secrets.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shiplap-secrets-'))
  file = join(folder, 'secrets.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('secrets are made once, of 32 random bytes, and readable by their owner alone', () => {
  const made = keepSecrets(file, {})
  expect(Buffer.from(made.PEPPER, 'base64url')).toHaveLength(32)
  expect(made.PEPPER).not.toBe(made.SETUP_TOKEN)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(keepSecrets(file, {})).toEqual(made)
})

test('a secret that a newer release needs is added to those that are there', () => {
  writeFileSync(file, JSON.stringify({ PEPPER: 'kept' }))
  expect(keepSecrets(file, {})).toMatchObject({ PEPPER: 'kept', SETUP_TOKEN: expect.stringMatching(/.{43}/) })
})

test('a secret from the environment, itself or as a file, goes before and is not written down', () => {
  const pepperFile = join(folder, 'pepper')
  writeFileSync(pepperFile, 'from a file\n')
  const secrets = keepSecrets(file, { PEPPER_FILE: pepperFile, SETUP_TOKEN: 'from the environment' })
  expect(secrets).toEqual({ PEPPER: 'from a file', SETUP_TOKEN: 'from the environment' })
  expect(readFileSync(file, 'utf8')).not.toContain('from')
})

test('secrets that cannot be read are never silently replaced', () => {
  writeFileSync(file, '{"PEPPER":')
  expect(() => keepSecrets(file, {})).toThrow(/backup/)
  expect(readFileSync(file, 'utf8')).toBe('{"PEPPER":')
})
