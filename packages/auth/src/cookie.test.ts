import { expect, test } from 'vitest'
import { deviceCookie, sessionCookie } from './cookie.ts'
import { newToken } from './session-token.ts'

const { token } = newToken()

test('ASVS 3.3.1-4: __Host-, Secure, HttpOnly, SameSite=Lax and Path=/ on https and on loopback', () => {
  for (const origin of [
    'https://laps.example',
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
  ]) {
    const cookie = sessionCookie({ origin })
    expect(cookie.set(token, 7_200)).toBe(
      `__Host-shiplap=${token}; Max-Age=7200; Path=/; HttpOnly; SameSite=Lax; Secure`,
    )
    expect(cookie.clear()).toBe('__Host-shiplap=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure')
  }
})

test('plain http beyond loopback must be allowed by the one who runs the instance', () => {
  for (const origin of [
    'http://laps.example',
    'http://10.0.0.7:3000',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
  ])
    expect(() => sessionCookie({ origin })).toThrow(/plain http/)
  const cookie = sessionCookie({ origin: 'http://laps.example', plainHttp: true })
  expect(cookie.set(token, 60)).toBe(`shiplap=${token}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax`)
})

test('the cookie of ours is found among others', () => {
  const { read } = sessionCookie({ origin: 'https://laps.example' })
  expect(read(`theme=dark; __Host-shiplap=${token}; x=1`)).toBe(token)
  expect(read(`__Host-shiplap-device=${newToken().token}; __Host-shiplap=${token}`)).toBe(token)
  expect(deviceCookie({ origin: 'https://laps.example' }).read(`__Host-shiplap=${token}`)).toBeNull()
})

test('missing, empty, doubled, oversized and junk cookies count as none', () => {
  const { read } = sessionCookie({ origin: 'https://laps.example' })
  for (const header of [
    undefined,
    '',
    '__Host-shiplap=',
    '__Host-shiplap',
    `__Host-shiplap=${token}; __Host-shiplap=${newToken().token}`,
    `__Host-shiplap=${'a'.repeat(20_000)}`,
    `__Host-shiplap="${token}"`,
    `__host-shiplap=${token}`,
    `shiplap=${token}`,
    `${';'.repeat(5_000)}=;=`,
  ])
    expect(read(header), header?.slice(0, 80)).toBeNull()
})
