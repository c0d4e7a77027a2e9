import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { whyNotPage } from './page-gate.ts'

const asked = (method: string, url: string) => whyNotPage({ method, url } as IncomingMessage) // all that it reads

test.each(['/', '/boards?stack=go', '/u/%C3%A5sa', '//evil.example/'])('%s may be read', (url) => {
  expect(asked('GET', url)).toBeNull()
  expect(asked('HEAD', url)).toBeNull()
  expect(asked('POST', url)).toBe(405)
})

test.each(['*', '', '?', 'http://evil.example/', 'evil.example:443', '/%', '/%FF', '/u/%E0%A4%A'])(
  '"%s" is the address of no page',
  (url) => expect(asked('GET', url)).toBe(400),
)
