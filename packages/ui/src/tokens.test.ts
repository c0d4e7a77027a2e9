import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const [dark, lightBySystem, lightByChoice] = [...css.matchAll(/color-scheme: (?:dark|light);([^}]*)}/g)].map(
  ([, body = '']) =>
    new Map([...body.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value])),
)

const grounds = ['ground', 'board', 'raised', 'hover']
const texts = [
  'ink',
  'muted',
  'faint',
  'danger',
  'gold',
  'ahead',
  'ahead-losing',
  'behind-gaining',
  'behind',
  'pb',
  'idle',
]

test('light is the same whether the system or the person asks for it', () => {
  expect(lightByChoice).toEqual(lightBySystem)
  expect([...(lightByChoice?.keys() ?? [])]).toEqual([...(dark?.keys() ?? [])])
})

test.each([
  ['dark', dark],
  ['light', lightByChoice],
] as const)('every text colour can be read on every ground in the %s', (_, theme) => {
  const pairs = texts.flatMap((text) => grounds.map((ground) => [text, ground] as const))
  pairs.push(['on-solid', 'solid'], ['on-solid', 'danger-solid'])
  const tooFaint = pairs.filter(([text, ground]) => contrast(theme?.get(text), theme?.get(ground)) < 4.5)
  expect(tooFaint).toEqual([])
})

test.each([
  ['dark', dark],
  ['light', lightByChoice],
] as const)('the edge of a control can be seen in the %s', (_, theme) => {
  for (const ground of grounds)
    expect(contrast(theme?.get('edge'), theme?.get(ground))).toBeGreaterThanOrEqual(3)
})

function contrast(one = '', other = ''): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
