import type { Page } from '@playwright/test'
import { violations } from '../src/axe.ts'
import { addressOf, routes } from '../src/routes.ts'
import { expect, test } from '../src/test.ts'
import { makeWorld } from '../src/world.ts'

for (const route of [...routes, '/no-such-page']) {
  test(`nobody is shut out of ${route}`, async ({ page, newPerson, advance }) => {
    test.slow()
    const world = await makeWorld({ page, newPerson, advance })
    await page.goto(addressOf(route, world))
    await expectOpenToAll(page)
  })
}

for (const route of ['/', '/boards', '/challenges', '/sign-in', '/register']) {
  test(`nobody is shut out of ${route} before signing in`, async ({ page }) => {
    await page.goto(route)
    await expectOpenToAll(page)
  })
}

/** One h1, no violation on either ground at either size, and no sideways scrolling on the smallest phone. */
async function expectOpenToAll(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 })
      expect(await violations(page), `${colorScheme}, ${width} px`).toEqual([])
    }
  }
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
}

function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
}
