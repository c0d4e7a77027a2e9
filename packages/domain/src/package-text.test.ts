import { expect, test } from 'vitest'
import { readPackageText } from './package-text.ts'

test('a package written as text is known by the spelling of its own world', () => {
  const read = (text: string) => {
    const { ecosystem, name, version } = readPackageText(text)
    return `${ecosystem} ${name} ${version}`.trim()
  }
  expect(read('express@5.1.0')).toBe('npm express 5.1.0')
  expect(read('lodash.merge@^4.6')).toBe('npm lodash.merge ^4.6')
  expect(read('@scope/tool@1.0.0')).toBe('npm @scope/tool 1.0.0')
  expect(read('@scope/tool')).toBe('npm @scope/tool')
  expect(read('requests==2.32.3')).toBe('pypi requests 2.32.3')
  expect(read('uvicorn[standard] >= 0.30')).toBe('pypi uvicorn >= 0.30')
  expect(read('Django~=5.1')).toBe('pypi Django ~=5.1')
  expect(read('golang.org/x/net v0.30.0')).toBe('go golang.org/x/net v0.30.0')
  expect(read('github.com/gin-gonic/gin@v1.10.0')).toBe('go github.com/gin-gonic/gin v1.10.0')
  expect(read('serde = "1.0"')).toBe('cargo serde 1.0')
})

test('a package says its world itself where its spelling does not', () => {
  const ecosystemOf = (text: string) => readPackageText(text)
  expect(ecosystemOf('cargo:serde@1.0')).toEqual({ name: 'serde', version: '1.0', ecosystem: 'cargo' })
  expect(ecosystemOf('pypi:flask')).toEqual({ name: 'flask', version: '', ecosystem: 'pypi' })
  expect(ecosystemOf('npm:express')).toEqual({ name: 'express', version: '', ecosystem: 'npm' })
  expect(ecosystemOf('go:fmt')).toEqual({ name: 'fmt', version: '', ecosystem: 'go' })
  expect(ecosystemOf('pkg:npm/%40scope/tool@1.0.0')).toEqual({
    name: '@scope/tool',
    version: '1.0.0',
    ecosystem: 'npm',
  })
  expect(ecosystemOf('pkg:golang/golang.org/x/net@v0.30.0?type=module')).toEqual({
    name: 'golang.org/x/net',
    version: 'v0.30.0',
    ecosystem: 'go',
  })
})

test('what could be of any world is kept as it is', () => {
  for (const text of ['express', 'PostgreSQL 18', 'pkg:npm/%zz', 'https://example.org/x'])
    expect(readPackageText(text)).toEqual({ name: text, version: '', ecosystem: 'other' })
})
