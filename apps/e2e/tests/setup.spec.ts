import { connect } from '@shiplap/db/connect'
import { silentLog } from '@shiplap/runtime/log'
import { password } from '../src/people.ts'
import { product } from '../src/product.ts'
import { expect, test, uniqueName } from '../src/test.ts'

test('the link of the first start makes the administrator, once', async ({ page, newPerson }) => {
  const db = connect({ url: product.databaseUrl, max: 1, log: silentLog, application: 'e2e' })
  // Other tests have made administrators in a way of their own; while this one looks, there is none.
  const others = await db
    .updateTable('account')
    .set({ role: 'member' })
    .where('role', '=', 'admin')
    .returning('id')
    .execute()
  const link = `/setup?token=${product.setupToken}`
  const late = await newPerson()
  await late.goto(link)
  await expect(late.getByRole('heading', { name: 'Set up this place' })).toBeVisible()

  await page.goto(link)
  await page.getByLabel('Username').fill(uniqueName('first'))
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Make me the administrator' }).click()
  await expect(page).toHaveURL('/')
  await page.goto('/admin/accounts')
  await expect(page.getByRole('heading', { level: 1, name: 'Accounts' })).toBeVisible()

  await late.getByLabel('Username').fill(uniqueName('second'))
  await late.getByLabel('Password', { exact: true }).fill(password)
  await late.getByRole('button', { name: 'Make me the administrator' }).click()
  await expect(late.getByText('This link makes no administrator any more.')).toBeVisible()
  await late.goto('/setup?token=guessed')
  await expect(late.getByRole('heading', { name: 'Nothing to set up' })).toBeVisible()

  for (const { id } of others)
    await db.updateTable('account').set({ role: 'admin' }).where('id', '=', id).execute()
  await db.destroy()
})
