import { expect, test } from 'vitest'
import { safeNext } from './safe-next.ts'

test('one comes back to a path of ours', () => {
  for (const path of ['/devices', '/boards/a/b?assist=agent#you', '/runs/1'])
    expect(safeNext(path)).toBe(path)
})

test('no address leads away from here', () => {
  for (const next of [
    undefined,
    '',
    'devices',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a\\..\\evil',
    '/ x',
    '/\tevil',
    '/%5cevil'.replace('%5c', '\\'),
  ])
    expect(safeNext(next), String(next)).toBe('/')
  // An encoded backslash stays a part of our own path.
  expect(safeNext('/%5cevil.example')).toBe('/%5cevil.example')
})
