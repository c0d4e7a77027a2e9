import type { Page } from '@playwright/test'
import { linkFor, mailTo } from '../src/mailbox.ts'
import { password, register } from '../src/people.ts'
import { product } from '../src/product.ts'
import { expect, test } from '../src/test.ts'

async function signIn(page: Page, login: string): Promise<void> {
  const answer = await page.request.post('/api/trpc/account.logIn', {
    headers: { origin: product.origin },
    data: { login, password },
  })
  expect(answer.ok()).toBe(true)
}

type Answer = {
  readonly result?: {
    readonly data: { readonly refreshToken: string; readonly tokens: { readonly refreshToken: string } }
  }
  readonly error?: { readonly data: { readonly reason: string } }
}

const rows = (page: Page) => page.getByRole('table', { name: 'Devices that are signed in' }).getByRole('row')
const acts = (page: Page, row: number) =>
  rows(page)
    .nth(row)
    .getByRole('button', { name: /^Acts for/ })

test('three devices see each other arrive; one puts out another, which lands on sign-in with the reason', async ({
  page,
  newPerson,
}) => {
  test.slow()
  const { username } = await register(page)
  await page.goto('/devices')
  await expect(rows(page)).toHaveCount(2)
  await expect(rows(page).nth(1)).toContainText('This device')
  const [second, third] = [await newPerson(), await newPerson()]
  for (const [index, other] of [second, third].entries()) {
    await signIn(other, username)
    await expect(rows(page)).toHaveCount(3 + index)
    await other.goto('/devices')
    await expect(rows(other)).toHaveCount(3 + index)
  }
  await expect(rows(second)).toHaveCount(4)

  // A name that one device gives is read on the others.
  await acts(second, 1).click()
  await second.getByRole('menuitem', { name: 'Rename' }).click()
  await second.getByRole('textbox', { name: 'Name' }).fill('The second machine')
  await second.getByRole('button', { name: 'Rename', exact: true }).click()
  const named = page.getByRole('row', { name: /The second machine/ })
  await expect(named).toBeVisible()

  const before = Date.now()
  await named.getByRole('button', { name: 'Acts for The second machine' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(second.getByText('This device was signed out from another one.')).toBeVisible()
  console.log(
    `put out and standing before the reason after ${Date.now() - before} ms, the two clicks included`,
  )
  await expect(rows(page)).toHaveCount(3)
  await expect(rows(third)).toHaveCount(3)
  await second.goto('/devices')
  await expect(second).toHaveURL(/\/sign-in/)

  await third.getByRole('button', { name: 'Sign out all others' }).click()
  await expect(page.getByText('You were signed out everywhere.')).toBeVisible()
  await expect(rows(third)).toHaveCount(2)
  await expect(third.getByRole('button', { name: 'Sign out all others' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )

  await third.getByRole('button', { name: 'Sign out everywhere' }).click()
  await third.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(third.getByText('You were signed out everywhere.')).toBeVisible()
})

test('a phone’s screen leaves out nothing that is known of a device, and a phone is called one', async ({
  page,
}) => {
  const { username } = await register(page)
  const answer = await page.request.post('/api/v1/auth/login', {
    data: {
      login: username,
      password,
      device: { type: 'mobi', vendor_uuid: crypto.randomUUID(), name: 'The small one' },
    },
  })
  expect(answer.ok()).toBe(true)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/devices')
  const row = page.getByRole('row', { name: /The small one/ })
  await expect(row).toContainText('Phone')
  await expect(row.getByRole('cell', { name: 'password' })).toBeVisible()
  for (const head of ['Address', 'Confirmed by', 'Signed in', 'Last active', 'Ends'])
    await expect(row.getByText(head, { exact: true })).toBeVisible()
})

test('a put-out device is refused by every page, however it is asked for', async ({ page, newPerson }) => {
  const { username } = await register(page)
  const other = await newPerson()
  await signIn(other, username)
  await other.goto('/devices')
  const cookies = await other.context().cookies()
  await page.goto('/devices')
  await page.getByRole('button', { name: 'Sign out all others' }).click()
  await expect(rows(page)).toHaveCount(2)
  const header = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  for (const path of ['/devices', '/logins', '/settings'])
    for (const more of [
      {},
      { rsc: '1' },
      { rsc: '1', 'next-router-prefetch': '1' },
      { 'x-middleware-subrequest': 'middleware' },
    ]) {
      const answer = await fetch(`${product.origin}${path}`, {
        headers: { cookie: header, ...more },
        redirect: 'manual',
      })
      expect(await answer.text(), path).not.toContain(username)
    }
})

test('a refresh token that is used again ends its device session and tells its owner by mail', async ({
  page,
  advance,
}) => {
  const { username } = await register(page)
  const address = `${username}@example.org`
  await page.goto('/settings')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(address)
  await page.getByRole('button', { name: 'Add this address' }).click()
  await page.goto(await linkFor(address, '/confirm'))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('heading', { name: 'Confirmed' })).toBeVisible()

  const call = async (procedure: string, data: object) => {
    const answer = await fetch(`${product.origin}/api/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'lap/1.0' },
      body: JSON.stringify(data),
    })
    return (await answer.json()) as Answer
  }
  const first = (await call('account.logIn', { login: username, password, means: 'tokens' })).result?.data
    .tokens
  const letter = await mailTo(address, /New sign-in: lap\/1\.0/)
  expect(letter).toMatch(/Device: lap\/1\.0\nAddress: 127\.0\.0\.1\nTime: \d{4}-\d\d-\d\d \d\d:\d\d UTC/)
  await page.goto('/devices')
  await expect(page.getByRole('row', { name: /lap\/1\.0/ })).toContainText('Program')
  const second = (await call('account.refresh', { refreshToken: first?.refreshToken })).result?.data
  await advance(11_000)
  const thief = await call('account.refresh', { refreshToken: first?.refreshToken })
  expect(thief.error?.data.reason).toBe('token.reused')
  const owner = await call('account.refresh', { refreshToken: second?.refreshToken })
  expect(owner.error?.data.reason).toBe('token.invalid')
  await expect(rows(page)).toHaveCount(2)
  await mailTo(address, /an old credential of one of your devices was used again/)
  await page.goto('/logins')
  await expect(page.getByRole('rowheader', { name: /An old credential was used again/ })).toBeVisible()
})
