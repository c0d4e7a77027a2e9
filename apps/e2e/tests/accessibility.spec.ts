import { violations } from '../src/axe.ts'
import { expect, test } from '../src/test.ts'

const publicPages = ['/', '/gallery', '/no-such-page']

for (const path of publicPages) {
  for (const colorScheme of ['dark', 'light'] as const) {
    test(`nobody is shut out of ${path} in the ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 844 })
        await page.goto(path)
        expect(await violations(page)).toEqual([])
      }
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
      await page.setViewportSize({ width: 320, height: 640 })
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0)
    })
  }
}
