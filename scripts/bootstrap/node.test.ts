import { expect, test } from 'vitest'
import { runsTypeScript } from './node.mjs'

test('a Node that strips types by itself is used as it is, an older one is not', () => {
  for (const version of ['22.18.0', '22.22.2', '23.6.0', '24.0.0', '26.10.0'])
    expect(runsTypeScript(version)).toBe(true)
  for (const version of ['20.20.2', '22.17.9', '23.5.0']) expect(runsTypeScript(version)).toBe(false)
})
