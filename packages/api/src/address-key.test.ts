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
  ]
  expect(new Set(same.map(addressKey))).toEqual(new Set(['2001:db8:1:2']))
  for (const mapped of ['192.0.2.1', '::ffff:192.0.2.1', '::FFFF:c000:201', '0:0:0:0:0:ffff:192.0.2.1'])
    expect(addressKey(mapped), mapped).toBe('192.0.2.1')
  expect(addressKey('2001:db8:1:3::1')).not.toBe(addressKey('2001:db8:1:2::1'))
  for (const junk of [null, '', 'unknown', '999.1.1.1', '2001:::1', '<script>'])
    expect(addressKey(junk)).toBe('unknown')
})
