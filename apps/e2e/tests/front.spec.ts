import { register } from '../src/people.ts'
import { split, startRun } from '../src/runs.ts'
import { expect, test } from '../src/test.ts'

test('a stranger reads what this place is, and the browser has nothing to complain about', async ({
  page,
}) => {
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Speedrunning for code.' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Challenges' }).getByRole('listitem')).toHaveCount(5)
  expect(complaints).toEqual([])
})

test('a run shows up on the front page when it starts and moves with its splits, without a reload', async ({
  page,
  newPerson,
  advance,
}) => {
  await page.goto('/')
  const runner = await newPerson()
  const { username } = await register(runner)
  const run = await startRun(runner)
  const row = page.getByRole('listitem').filter({ hasText: username })
  await expect(row).toContainText('0/3')
  await advance(2_000)
  await split(runner, run, 1)
  await expect(row).toContainText('1/3')
  await expect(row.getByRole('timer', { name: `Time of ${username}` })).toHaveText(/^0:0\d\.\d$/)
})

test('a runner finds their own clock on the front page, and the way to a challenge when there is none', async ({
  page,
}) => {
  await register(page)
  await page.goto('/')
  await expect(page.getByText('You are not on the clock.')).toBeVisible()
  await startRun(page)
  await page.goto('/')
  await expect(page.getByRole('timer', { name: 'Your time' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'To your run' })).toHaveAttribute('href', '/run')
})
