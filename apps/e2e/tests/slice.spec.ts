import type { Locator, Page } from '@playwright/test'
import { register } from '../src/people.ts'
import { expect, test } from '../src/test.ts'

test('from the start button to a place on the board, while a stranger watches the splits arrive', async ({
  page,
  newPerson,
}) => {
  const { username } = await register(page)
  await page.goto('/challenges')
  await page.getByRole('link', { name: 'URL shortener' }).click()
  await page.getByLabel('Category').selectOption({ label: 'First three' })
  await page.getByLabel('Stack').fill('Node, Hono')
  await page.getByRole('button', { name: 'Get ready' }).click()
  await expect(page).toHaveURL('/run')
  // The page goes on at once; a stranger is shown the run when it has begun for everybody.
  const isStarted = page.waitForResponse((response) => response.url().includes('run.start'))
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('button', { name: 'Split' })).toBeVisible()
  await isStarted

  const runner = await page.request.get('/api/trpc/run.current')
  const { id } = (await runner.json()).result.data.run
  const stranger = await newPerson()
  await stranger.goto(`/runs/${id}`)
  await expect(stranger.getByText('On the clock')).toBeVisible()
  await stranger.evaluate(() => Object.assign(window, { neverReloaded: true }))

  // Two splits need a second between them, and a run five; until then a press is not taken.
  const pressUntil = (shown: Locator) =>
    expect(async () => {
      await page.keyboard.press('Space')
      await expect(shown).toBeVisible({ timeout: 500 })
    }).toPass()
  for (const milestone of ['It answers', 'Shorten and follow']) {
    const reached = (screen: Page) => screen.getByRole('row', { name: milestone }).getByRole('time').first()
    await pressUntil(reached(page))
    await expect(reached(stranger)).toBeVisible()
  }
  await pressUntil(page.getByText('Finished', { exact: true }))
  await expect(stranger.getByText('Finished', { exact: true })).toBeVisible()
  expect(await stranger.evaluate(() => 'neverReloaded' in window)).toBe(true)

  await stranger.goto('/boards/url-shortener/first-three?standing=provisional')
  const row = stranger.getByRole('row', { name: username })
  await expect(row).toContainText('node · hono')
  await expect(row.getByRole('cell').first()).toHaveText(/\d+/)
})
