import type { Page } from '@playwright/test'

/** Keeps what this page asks of a procedure back until it is let go. */
export async function hold(page: Page, procedure: string) {
  const gate = Promise.withResolvers<void>()
  await page.route(`**/api/trpc/${procedure}*`, async (route) => {
    await gate.promise
    await route.continue()
  })
  return { letGo: () => gate.resolve() }
}
