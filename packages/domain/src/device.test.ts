import { expect, test } from 'vitest'
import { lifetimeOf, usualLifetimes, vendorUuidPattern } from './device.ts'

const [hour, day] = [3_600_000, 86_400_000]

test('a browser ends after two hours unused, or thirty days where one stays, and after thirty days in any case', () => {
  expect(lifetimeOf({ type: 'othr', stay: false }, usualLifetimes)).toEqual({
    idleMs: 2 * hour,
    mostMs: 30 * day,
  })
  expect(lifetimeOf({ type: 'othr', stay: true }, usualLifetimes)).toEqual({
    idleMs: 30 * day,
    mostMs: 30 * day,
  })
})

test('a phone goes on for as long as it is used within ninety days', () => {
  for (const stay of [true, false])
    expect(lifetimeOf({ type: 'mobi', stay }, usualLifetimes)).toEqual({ idleMs: 90 * day, mostMs: null })
})

test('a vendor_uuid is a UUID of version 4 and nothing around it', () => {
  const good = '0f8fad5b-d9cb-469f-a165-70867728950e'
  for (const text of [good, good.toUpperCase()]) expect(vendorUuidPattern.test(text)).toBe(true)
  for (const text of [
    `{${good}}`,
    `${good} `,
    `${good}0`,
    ` ${good}`,
    good.replace('-4', '-7'),
    good.replace('-a', '-c'),
    good.replaceAll('-', ''),
    '',
  ])
    expect([text, vendorUuidPattern.test(text)]).toEqual([text, false])
})
