import { crowd } from '../src/crowd.ts'
import { register } from '../src/people.ts'
import { finishRun } from '../src/runs.ts'
import { expect, test, uniqueName } from '../src/test.ts'

const board = { challenge: 'url-shortener', category: 'no-dependencies' }
// Names of technologies that nobody else uses, so that what stands on the board besides does not matter.
const [mark, tie] = [uniqueName('mark').slice(-20), uniqueName('tie').slice(-20)]
const address = '/boards/url-shortener/no-dependencies?standing=provisional'

test.beforeAll(async () => {
  const fast = Array.from({ length: 48 }, (_, index) => ({ timeMs: 300_000 + index * 1_000, stack: [mark] }))
  // Four of one time: two end the first page of fifty, two begin the next.
  const tied = Array.from({ length: 4 }, () => ({ timeMs: 400_000, stack: [mark, tie] }))
  const slow = Array.from({ length: 10 }, (_, index) => ({ timeMs: 500_000 + index * 1_000, stack: [mark] }))
  await crowd(
    board,
    [...fast, ...tied, ...slow].map((runner) => ({ ...runner, username: uniqueName('crowd') })),
  )
})

test('equal times share a rank across pages, and the next rank skips', async ({ page }) => {
  await page.goto(`${address}&stack=${mark}`)
  // What is seen: a phone's headings stand there too, hidden.
  const seen = { useInnerText: true }
  const rank = (row: number) => page.getByRole('row').nth(row).getByRole('cell').first()
  await expect(rank(49)).toHaveText('=49', seen)
  await expect(rank(50)).toHaveText('=49', seen)
  await page.getByRole('link', { name: 'Slower' }).click()
  await expect(page).toHaveURL(/after=/)
  await expect(rank(1)).toHaveText('=49', seen)
  await expect(rank(2)).toHaveText('=49', seen)
  await expect(rank(3)).toHaveText('53', seen)
  await page.goBack()
  await expect(rank(1)).toHaveText('1', seen)
})

test('a board works without a script: filters, pages, and the way to a runner', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) })
  const page = await context.newPage()
  await page.goto(address)
  await page.getByLabel('Stack').fill(tie)
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByRole('row')).toHaveCount(5)
  await expect(page.getByText('No dependencies · 4 runners')).toBeVisible()
  const last = (await page.getByRole('row').nth(4).getByRole('rowheader').textContent()) ?? ''
  const name = last.replace(/^=?\d+/, '')

  await page.goto(`${address}&stack=${mark}`)
  await page.getByLabel('Runner').fill(name)
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByRole('row', { name })).toBeVisible()
  // Ten before, the runner, ten after; the board ends two places earlier.
  await expect(page.getByRole('row').nth(11)).toContainText(name)
  await page.getByLabel('Runner').fill('nobody-of-that-name')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByText('nobody-of-that-name does not stand on this list.')).toBeVisible()
  await context.close()
})

test('a board can be taken along as CSV and JSON', async ({ page }) => {
  await page.goto(`${address}&stack=${tie}`)
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ])
  expect(csv.suggestedFilename()).toBe('url-shortener-no-dependencies-unassisted.csv')
  const text = await (await page.request.get(csv.url())).text()
  expect(text.split('\r\n').filter(Boolean)).toHaveLength(5)
  const json = await page.request.get(csv.url().replace('format=csv', 'format=json'))
  expect(((await json.json()) as { entries: unknown[] }).entries).toHaveLength(4)
})

test('stack and evidence are one press away, and the address says so', async ({ page }) => {
  await page.goto(address)
  await page.getByRole('group', { name: 'Made with' }).getByRole('link', { name: mark }).click()
  await expect(page).toHaveURL(new RegExp(`stack=${mark}`))
  await expect(page.getByText('No dependencies · 62 runners')).toBeVisible()
  await page.getByRole('link', { name: 'Replayed', exact: true }).click()
  await expect(page).toHaveURL(/evidence=replayed/)
  await expect(page.getByText('No run fits these filters')).toBeVisible()
})

test('your own place is always in sight, and one press goes there', async ({ page, advance }) => {
  const { username } = await register(page)
  const segmentsMs = Array.from({ length: 7 }, () => 90_000)
  await finishRun(page, { segmentsMs, advance, ...board })
  await page.goto(address)
  const place = page.getByRole('complementary', { name: 'Your place' })
  await expect(place).toContainText(/#\d+ of \d+/)
  await place.getByRole('link', { name: 'Go there' }).click()
  await expect(page.getByRole('row', { name: username })).toHaveAttribute('aria-current', 'true')
})

test('an empty board says how to be its first', async ({ page }) => {
  await page.goto('/boards/realworld-api/all-milestones?assist=agent')
  await expect(page.getByText('Nobody stands here yet')).toBeVisible()
  await page.getByRole('link', { name: 'Be the first' }).click()
  await expect(page).toHaveURL('/challenges/realworld-api')
})
