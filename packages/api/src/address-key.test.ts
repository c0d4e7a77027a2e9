import { expect, test } from 'vitest'
import { addressKey } from './address-key.ts'

test('CVE-2026-45364: every spelling of an address, and every address of one /64, is one key', () => {
  const same = [
    '2001:db8:1:2::1',
    '2001:DB8:1:2::1',
    '2001:0db8:0001:0002:0000:0000:0000:0001',
    '2001:db8:1:2:ffff:ffff:ffff:ffff',
    '2001:db8:1:2::192.0.2.1',
    '2001:db8:1:2::1%eth0',
    // A zone may hold what looks like more groups.
    '2001:db8:1:2::1%a:b:c:d:e',
    '2001:db8:1:2::10.20.30.40%eth0',
    '2001:db8:1:2:0:0:192.168.100.200',
  ]
  expect(new Set(same.map(addressKey))).toEqual(new Set(['2001:db8:1:2']))
  for (const mapped of ['192.0.2.1', '::ffff:192.0.2.1', '::FFFF:c000:201', '0:0:0:0:0:ffff:192.0.2.1'])
    expect(addressKey(mapped), mapped).toBe('192.0.2.1')
  expect(addressKey('::ffff:10.200.30.140')).toBe('10.200.30.140')
  // Only behind eighty zero bits is ffff the sign of an IPv4 address; else its owner would have a key for each of many.
  for (const other of ['2001:db8:1:2:0:ffff:c000:201', '2001:db8:1:2:0:ffff:c000:202'])
    expect(addressKey(other)).toBe('2001:db8:1:2')
  expect(addressKey('0:0:0:1:0:ffff:c000:201')).toBe('0:0:0:1')
  expect(addressKey('2001:db8:1:3::1')).not.toBe(addressKey('2001:db8:1:2::1'))
  for (const junk of [null, '', 'unknown', '999.1.1.1', '2001:::1', '<script>'])
    expect(addressKey(junk)).toBe('unknown')
})
