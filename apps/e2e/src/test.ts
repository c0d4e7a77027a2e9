// What every spec starts from: a test with people, each in a browser context of their own, and a clock that can be moved.
import { type BrowserContext, test as base, type Page } from '@playwright/test'
import { moveClock } from '@shiplap/db/testing'
import { product } from './product.ts'

type Fixtures = {
  /** Opens a browser of its own: other cookies, other storage. */
  readonly newPerson: () => Promise<Page>
  /** Moves the database clock forward for the whole product. */
  readonly advance: (ms: number) => Promise<void>
}

export const test = base.extend<Fixtures>({
  newPerson: async ({ browser }, use) => {
    const contexts: BrowserContext[] = []
    await use(async () => {
      const context = await browser.newContext()
      contexts.push(context)
      return context.newPage()
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
  advance: async ({}, use) => {
    await use((ms) => moveClock(product.databaseUrl, ms))
  },
})

// biome-ignore lint/performance/noBarrelFile: a spec takes test and expect from one place.
export { expect } from '@playwright/test'

let made = 0
/** A name that no other test uses. */
export const uniqueName = (start: string) =>
  `${start}-${process.pid % 10_000}-${Date.now() % 1_000_000}-${made++}`.slice(0, 30)
