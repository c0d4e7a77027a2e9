import type { Page } from '@playwright/test'
import { parseDuration } from '@shiplap/domain/duration'
import { expect, test } from '../src/test.ts'

// The server told when the gallery's timer began by the real clock.
const start = new Date()

test('a running timer is right after the machine slept', async ({ page }) => {
  await openAndStandStill(page)
  const timer = runningTimer(page)
  await page.clock.runFor(1_000)
  const before = parseDuration((await timer.textContent()) ?? '') ?? Number.NaN
  await page.clock.runFor(2_000)
  const after = parseDuration((await timer.textContent()) ?? '') ?? Number.NaN
  expect(after - before).toBe(2_000)

  // While a machine sleeps only the wall clock goes on: the monotonic one, and so every timer, stands still.
  await page.clock.setSystemTime(start.getTime() + 63_000 + 3_600_000)
  await page.clock.runFor(100)
  const awake = parseDuration((await timer.textContent()) ?? '') ?? Number.NaN
  expect(awake - after).toBeGreaterThanOrEqual(3_600_000)
  expect(awake - after).toBeLessThan(3_601_000)
})

test('a countdown ends when its time is over, not before', async ({ page }) => {
  await openAndStandStill(page)
  await page.getByRole('button', { name: 'Count down' }).first().click()
  await expect(page.getByText('10 s', { exact: true })).toBeVisible()
  await page.clock.runFor(9_000)
  await expect(page.getByText('1 s', { exact: true })).toBeVisible()
  await page.clock.runFor(1_500)
  await expect(page.getByRole('button', { name: 'Count down' })).toHaveCount(2)
})

/** The gallery a minute later, with the clock of its page in the test's hand. */
async function openAndStandStill(page: Page): Promise<void> {
  await page.clock.install({ time: start })
  await page.goto('/gallery')
  // What the server painted stands still; what moves is a page that runs.
  const painted = (await runningTimer(page).textContent()) ?? ''
  await expect(runningTimer(page)).not.toHaveText(painted)
  await page.clock.pauseAt(start.getTime() + 60_000)
}

const runningTimer = (page: Page) => page.getByRole('timer', { name: 'Running timer' }).first()
