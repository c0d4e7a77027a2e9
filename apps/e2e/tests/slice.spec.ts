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
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('button', { name: 'Split' })).toBeVisible()

  const runner = await page.request.get('/api/trpc/run.current')
  const { id } = (await runner.json()).result.data.run
  const stranger = await newPerson()
  await stranger.goto(`/runs/${id}`)
  await expect(stranger.getByText('On the clock')).toBeVisible()
  await stranger.evaluate(() => Object.assign(window, { neverReloaded: true }))

  // Two splits need a second between them, and a run five: the runner waits for the clock to show it.
  const clock = page.getByRole('timer', { name: 'Elapsed' }).first()
  for (const [milestone, shows] of [
    ['It answers', /0:0[2-9]/],
    ['Shorten and follow', /0:0[4-9]/],
  ] as const) {
    await expect(clock).toHaveText(shows)
    await page.keyboard.press('Space')
    for (const screen of [page, stranger])
      await expect(screen.getByRole('row', { name: milestone }).getByRole('time').first()).toBeVisible()
  }
  await expect(clock).toHaveText(/0:(0[7-9]|1)/)
  await page.keyboard.press('Space')
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
  await expect(stranger.getByText('Finished', { exact: true })).toBeVisible()
  expect(await stranger.evaluate(() => 'neverReloaded' in window)).toBe(true)

  await stranger.goto('/boards/url-shortener/first-three?standing=provisional')
  const row = stranger.getByRole('row', { name: username })
  await expect(row).toContainText('node · hono')
  await expect(row.getByRole('cell').first()).toHaveText(/\d+/)
})
