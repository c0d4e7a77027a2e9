import type { BrowserContext, Page } from '@playwright/test'
import { violations, violationsOfColour } from '../src/axe.ts'
import { addressOf, routes, type World } from '../src/routes.ts'
import { expect, test } from '../src/test.ts'
import { makeWorld } from '../src/world.ts'

// The gallery of pieces, what a stream shows of a run, and the page for unknown addresses stand outside the house, without its rail.
const outside = ['/gallery', '/runs/[id]/overlay', '/no-such-page']
const forStrangers = ['/sign-in', '/register', '/reset', '/confirm', '/setup']

// Each page is looked at by itself, so they may be looked at side by side.
test.describe.configure({ mode: 'parallel' })

for (const route of [...routes, '/no-such-page']) {
  test(`nobody is shut out of ${route}`, async ({ page, newPerson, advance }) => {
    test.slow()
    const world = await enterWorld({ page, newPerson, advance })
    const address = addressOf(route, world)
    await page.goto(address)
    // Pages for strangers send whoever is signed in on; every other one must show itself, not the way in.
    if (!forStrangers.includes(route)) {
      await expect(page).toHaveURL(address)
      if (!outside.includes(route)) await expectWayOut(page, world)
    }
    await expectOpenToAll(page)
  })
}

for (const route of ['/', '/boards', '/challenges', ...forStrangers]) {
  test(`nobody is shut out of ${route} before signing in`, async ({ page }) => {
    await page.goto(route)
    await expectOpenToAll(page)
  })
}

let made:
  | { readonly world: World; readonly cookies: Awaited<ReturnType<BrowserContext['cookies']>> }
  | undefined

/** The world, made once for all pages that this process looks at; made anew when its person was put out meanwhile. */
async function enterWorld(needs: Parameters<typeof makeWorld>[0]): Promise<World> {
  if (made) {
    await needs.page.context().addCookies(made.cookies)
    if ((await needs.page.request.get('/api/trpc/account.me')).ok()) return made.world
  }
  const world = await makeWorld(needs)
  made = { world, cookies: await needs.page.context().cookies() }
  return world
}

/** ASVS 7.4.4: whoever is signed in can sign out from every page. */
async function expectWayOut(page: Page, { username }: World): Promise<void> {
  const own = page.getByRole('button', { name: `Account of ${username}` }).filter({ visible: true })
  await expect(own).toHaveCount(1)
}

/** One h1, no violation on either ground at either size, and no sideways scrolling on the smallest phone. */
async function expectOpenToAll(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 })
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    expect(await violations(page), `dark, ${width} px`).toEqual([])
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    expect(await violationsOfColour(page), `light, ${width} px`).toEqual([])
  }
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
}

function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
}
