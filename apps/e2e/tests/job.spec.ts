import { connect } from '@shiplap/db/connect'
import { silentLog } from '@shiplap/runtime/log'
import { register, registerAs } from '../src/people.ts'
import { product } from '../src/product.ts'
import { expect, test } from '../src/test.ts'

/** Puts in a mail that no worker can open, so that it fails for good at its first attempt. */
async function spoilMail(): Promise<number> {
  const db = connect({ url: product.databaseUrl, max: 1, log: silentLog, application: 'e2e' })
  const payload = JSON.stringify({ to: 'ada@example.org', subject: 'Your code', text: 'torn', sealed: true })
  const { id } = await db
    .insertInto('job')
    .values({ kind: 'mail', payload, maxAttempts: 1 })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.destroy()
  return id
}

test('an administrator sees that the job of a registration is done', async ({ page, newPerson }) => {
  await registerAs('admin', page)
  await register(await newPerson())
  await page.goto('/admin/jobs?kind=account.registered&state=done')
  await expect(page.getByRole('heading', { level: 1, name: 'Jobs' })).toBeVisible()
  const list = page.getByRole('table', { name: 'Jobs, the newest first' })
  await expect(list.getByRole('row').nth(1)).toContainText('Done')
  await expect(page.getByRole('table', { name: 'Workers' }).getByRole('row')).toHaveCount(2)
  await list.getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1, name: /^account\.registered \d+$/ })).toBeVisible()
  await expect(page.getByText('accountId')).toBeVisible()
})

test('failed jobs stand together by their cause, hide their secrets, and can be retried', async ({
  page,
}) => {
  await registerAs('admin', page)
  await page.goto('/admin/jobs')
  const ids = [await spoilMail(), await spoilMail()]
  const groups = page.getByRole('table', { name: 'Dead jobs by what went wrong' })
  const row = groups.getByRole('row').filter({ hasText: 'mail' })
  await expect(row).toContainText('2')
  await row.getByRole('link').click()
  await expect(page).toHaveURL(/state=dead.*error=/)
  await page.getByRole('link', { name: `mail ${ids[0]}` }).click()
  const arguments_ = page.getByRole('region', { name: 'Arguments' })
  await expect(arguments_).toContainText('Your code')
  await expect(arguments_).not.toContainText('torn')
  await expect(page.getByRole('list', { name: 'Failed attempts' }).getByRole('listitem')).toHaveCount(1)
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByText('1 job will be tried again.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('list', { name: 'Failed attempts' }).getByRole('listitem')).toHaveCount(2)
  await page.goto('/admin/jobs?state=dead&kind=mail')
  for (const id of ids) await page.getByRole('checkbox', { name: `Tick mail ${id}` }).check()
  await page.getByRole('group', { name: 'Ticked jobs' }).getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByText('2 jobs will be tried again.')).toBeVisible()
})

test('a kind can be paused and goes on when it is resumed', async ({ page }) => {
  await registerAs('admin', page)
  await page.goto('/admin/jobs')
  await page.getByRole('button', { name: 'Pause board.rebuild' }).click()
  const paused = page.getByRole('table', { name: 'Kinds of jobs' }).getByText('Paused', { exact: true })
  await expect(paused).toHaveCount(1)
  await page.getByRole('button', { name: 'Resume board.rebuild' }).click()
  await expect(paused).toHaveCount(0)
})

test('the queue is for administrators', async ({ page }) => {
  await page.goto('/admin/jobs')
  await expect(page).toHaveURL(/\/sign-in/)
  await register(page)
  for (const path of ['/admin/jobs', '/admin/jobs/1', '/admin/health', '/admin/mail'])
    expect((await page.goto(path))?.status()).toBe(403)
})
