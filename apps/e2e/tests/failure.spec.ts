import type { Page } from '@playwright/test'
import { violations } from '../src/axe.ts'
import { register } from '../src/people.ts'
import { aRoom, composer } from '../src/rooms.ts'
import { startRun } from '../src/runs.ts'
import { expect, test } from '../src/test.ts'
import { withoutTable } from '../src/without-table.ts'

test.slow()

/** The page says that it failed, in words for everybody and with nothing of its inside. */
async function expectFailure(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'This page failed.' })).toBeVisible()
  await expect(page.getByText('That is a fault of ours')).toBeVisible()
  await expect(page.getByText(/relation|does not exist/)).toHaveCount(0)
  expect(await violations(page)).toEqual([])
}

test('a page that fails leaves the ways to the others, and is there again when it is tried again', async ({
  page,
}) => {
  await register(page)
  const room = await aRoom(page)
  await withoutTable('roomSanction', async () => {
    await page.goto(room.path)
    await expectFailure(page)
    await expect(page.getByRole('link', { name: 'Boards' })).toBeVisible()
  })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(composer(page, room.title)).toBeVisible()
})

test('what fails around a page says so too, in the colours and letters of the house', async ({ page }) => {
  await register(page)
  await withoutTable('notice', async () => {
    await page.goto('/challenges')
    await expectFailure(page)
    await expect(page.getByRole('link', { name: 'Shiplap, to the runs' })).toBeVisible()
  })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Challenges' })).toBeVisible()
})

test('a stream whose clock fails says it will be back, and is by itself', async ({ page }) => {
  await register(page)
  const run = await startRun(page)
  await page.clock.install()
  await withoutTable('runEvent', async () => {
    await page.goto(`/runs/${run.id}/overlay`)
    await expect(page.getByText('The clock will be back in a moment.')).toBeVisible()
    expect(await violations(page)).toEqual([])
  })
  await expect(async () => {
    await page.clock.fastForward(11_000)
    await expect(page.getByRole('timer').first()).toBeVisible({ timeout: 5_000 })
  }).toPass()
})
