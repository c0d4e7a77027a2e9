import type { BrowserContext, Page } from 'playwright-core'
import { violations, violationsOfColour } from '../../../apps/e2e/src/axe.ts'
import { firstLoad } from '../../../apps/e2e/src/first-load.ts'

/** What one page costs and does, as a browser on this machine has it. */
export type Look = {
  readonly kilobytes: number
  readonly lcpMs: number
  readonly cls: number
  readonly inpMs: number
  readonly violations: number
}

export async function look(context: BrowserContext, address: string): Promise<Look> {
  const { kilobytes } = await firstLoad(context.request, address)
  const page = await context.newPage()
  await page.addInitScript(watchVitals)
  await page.goto(address, { waitUntil: 'load' })
  await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => {}) // a page with live news never is
  // Keys that change nothing: along the controls, the list of keys, and out of it.
  for (const key of ['Tab', 'Tab', 'Tab', '?', 'Escape']) await page.keyboard.press(key)
  await page.waitForTimeout(100)
  const vitals = await page.evaluate(() => (window as unknown as { vitals: Vitals }).vitals) // put there below
  const found = await everyViolation(page)
  await page.close()
  return { kilobytes, ...vitals, violations: found }
}

type Vitals = { lcpMs: number; cls: number; inpMs: number }

/** Runs in the page: keeps the largest paint, the sum of shifts without input, and the slowest answer to a key. */
function watchVitals(): void {
  const vitals: Vitals = { lcpMs: 0, cls: 0, inpMs: 0 }
  Object.assign(window, { vitals })
  const watch = (type: string, onEntry: (entry: PerformanceEntry & Record<string, number>) => void) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) onEntry(entry as PerformanceEntry & Record<string, number>)
    }).observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
  watch('largest-contentful-paint', (entry) => {
    vitals.lcpMs = Math.max(vitals.lcpMs, entry.startTime)
  })
  watch('layout-shift', (entry) => {
    if (!entry.hadRecentInput) vitals.cls += entry.value ?? 0
  })
  watch('event', (entry) => {
    if (entry.interactionId) vitals.inpMs = Math.max(vitals.inpMs, entry.duration)
  })
}

async function everyViolation(page: Page): Promise<number> {
  let count = 0
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  count += (await violations(page)).length
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  count += (await violationsOfColour(page)).length
  return count
}
